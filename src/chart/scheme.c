#include "chart/scheme.h"

#include "base/str.h"
#include "base/vec.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SCHEME(name, discrete, ...) static const uint32_t colors_##name[] = {__VA_ARGS__};
#include "chart/scheme_table.inc"
#undef SCHEME

static const Scheme SCHEMES[] = {
#define SCHEME(name, discrete, ...) {#name, discrete, colors_##name, COUNT_OF(colors_##name)},
#include "chart/scheme_table.inc"
#undef SCHEME
};

const Scheme *
scheme_find(const char *name)
{
    char lower[32];
    size_t length = strlen(name);
    if (length >= sizeof lower)
        return NULL;
    for (size_t i = 0; i <= length; i++)
        lower[i] = (char)tolower((unsigned char)name[i]);
    for (size_t i = 0; i < COUNT_OF(SCHEMES); i++)
        if (strcmp(lower, SCHEMES[i].name) == 0)
            return &SCHEMES[i];
    /* "blues-5": d3's way to ask for five of them. */
    char *dash = strrchr(lower, '-');
    if (!dash || !isdigit((unsigned char)dash[1]))
        return NULL;
    *dash = '\0';
    return scheme_find(lower);
}

const char *const *
scheme_names(size_t *count)
{
    static const char *const names[] = {
#define SCHEME(name, discrete, ...) #name,
#include "chart/scheme_table.inc"
#undef SCHEME
    };
    *count = COUNT_OF(names);
    return names;
}

/* ---- between colours ------------------------------------------------------------------------------------------- */

static const double PI = 3.14159265358979323846;

Interpolation
interpolation_from_name(const char *name)
{
    static const char *const names[] = {"rgb", "hsl", "hsl-long", "lab", "hcl", "hcl-long", "cubehelix", "cubehelix-long"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (str_equal(name, names[i]))
            return (Interpolation)i;
    return INTERPOLATE_RGB;
}

typedef struct Triple {
    double h, s, l; /* h in degrees or NaN */
} Triple;

static Triple
to_hsl(Color c)
{
    double low = fmin(c.r, fmin(c.g, c.b)), high = fmax(c.r, fmax(c.g, c.b)), span = high - low, l = (high + low) / 2;
    Triple t = {NAN, l > 0 && l < 1 ? 0 : NAN, l};
    if (span <= 0)
        return t;
    t.h = c.r == high ? (c.g - c.b) / span + (c.g < c.b) * 6 : c.g == high ? (c.b - c.r) / span + 2 : (c.r - c.g) / span + 4;
    t.h *= 60;
    t.s = span / (l < 0.5 ? high + low : 2 - high - low);
    return t;
}

static double
hsl_part(double h, double m1, double m2)
{
    return h < 60 ? m1 + (m2 - m1) * h / 60 : h < 180 ? m2 : h < 240 ? m1 + (m2 - m1) * (240 - h) / 60 : m1;
}

static Color
from_hsl(Triple t, double alpha)
{
    double h = fmod(t.h, 360) + (t.h < 0) * 360, s = isnan(t.h) || isnan(t.s) ? 0 : t.s, m2 = t.l + (t.l < 0.5 ? t.l : 1 - t.l) * s, m1 = 2 * t.l - m2;
    if (isnan(h))
        h = 0;
    return (Color){hsl_part(h >= 240 ? h - 240 : h + 120, m1, m2), hsl_part(h, m1, m2), hsl_part(h < 120 ? h + 240 : h - 120, m1, m2), alpha};
}

static Triple
to_cubehelix(Color c)
{
    const double A = -0.14861, B = 1.78277, C = -0.29227, D = -0.90649, E = 1.97294;
    double l = (B * C - D * A) == 0 ? 0 : ((B * C - D * A) * c.b + E * D * c.r - E * B * c.g) / (B * C - D * A + E * D - E * B);
    double bl = c.b - l, k = (E * (c.g - l) - C * bl) / D, s = sqrt(k * k + bl * bl) / (E * l * (1 - l));
    Triple t = {isnan(s) || s == 0 ? NAN : atan2(k, bl) * 180 / PI - 120, s, l};
    if (t.h < 0)
        t.h += 360;
    return t;
}

static Color
from_cubehelix(Triple t, double alpha)
{
    const double A = -0.14861, B = 1.78277, C = -0.29227, D = -0.90649, E = 1.97294;
    double h = isnan(t.h) ? 0 : (t.h + 120) * PI / 180, a = isnan(t.s) ? 0 : t.s * t.l * (1 - t.l);
    return (Color){t.l + a * (A * cos(h) + B * sin(h)), t.l + a * (C * cos(h) + D * sin(h)), t.l + a * E * cos(h), alpha};
}

/* A missing value takes the other's; `shorter` goes the shorter way round the circle. */
static double
mix_hue(double a, double b, double t, bool shorter)
{
    if (isnan(a) || isnan(b))
        return isnan(a) ? b : a;
    double d = b - a;
    if (shorter && (d > 180 || d < -180))
        d -= 360 * floor(d / 360 + 0.5);
    return a + t * d;
}

static double
mix(double a, double b, double t)
{
    return isnan(a) ? b : isnan(b) ? a : a + (b - a) * t;
}

static double
hold(double part)
{
    return isnan(part) ? 0 : fmax(0, fmin(1, part));
}

Color
color_interpolate(Color a, Color b, double t, Interpolation kind)
{
    Color out;
    double alpha = mix(a.a, b.a, t);
    if (kind == INTERPOLATE_LAB) {
        out = color_mix_lab(a, b, t);
    } else if (kind == INTERPOLATE_HCL || kind == INTERPOLATE_HCL_LONG) {
        out = color_mix_hcl(a, b, t, kind == INTERPOLATE_HCL_LONG);
    } else if (kind == INTERPOLATE_HSL || kind == INTERPOLATE_HSL_LONG || kind == INTERPOLATE_CUBEHELIX || kind == INTERPOLATE_CUBEHELIX_LONG) {
        bool hsl = kind == INTERPOLATE_HSL || kind == INTERPOLATE_HSL_LONG, shorter = kind == INTERPOLATE_HSL || kind == INTERPOLATE_CUBEHELIX;
        Triple x = hsl ? to_hsl(a) : to_cubehelix(a), y = hsl ? to_hsl(b) : to_cubehelix(b);
        Triple between = {mix_hue(x.h, y.h, t, shorter), mix(x.s, y.s, t), mix(x.l, y.l, t)};
        out = hsl ? from_hsl(between, alpha) : from_cubehelix(between, alpha);
    } else {
        out = (Color){mix(a.r, b.r, t), mix(a.g, b.g, t), mix(a.b, b.b, t), alpha};
    }
    return (Color){hold(out.r), hold(out.g), hold(out.b), hold(alpha)};
}

Color
ramp_color(const Color *colors, size_t count, double t, Interpolation kind)
{
    if (count == 0)
        return COLOR_BLACK;
    if (count == 1 || isnan(t))
        return colors[0];
    /* Beyond its ends a ramp goes on as it ended. */
    double place = t * (double)(count - 1);
    size_t i = (size_t)fmax(0, fmin((double)count - 2, floor(place)));
    return color_interpolate(colors[i], colors[i + 1], place - (double)i, kind);
}
