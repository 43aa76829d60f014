/* base/color.c -- colours: reading after CSS Color 4, mixing in CIE Lab (D50, as CSS and Vega do), contrast after WCAG 2.1. */
#include "base/color.h"

#include "base/str.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct NamedColor {
    const char *name;
    uint32_t rrggbb;
} NamedColor;

/* CSS Color Module Level 4, section 6.1, in alphabetical order. */
static const NamedColor named_colors[] = {
    {"aliceblue", 0xf0f8ff}, {"antiquewhite", 0xfaebd7}, {"aqua", 0x00ffff}, {"aquamarine", 0x7fffd4},
    {"azure", 0xf0ffff}, {"beige", 0xf5f5dc}, {"bisque", 0xffe4c4}, {"black", 0x000000},
    {"blanchedalmond", 0xffebcd}, {"blue", 0x0000ff}, {"blueviolet", 0x8a2be2}, {"brown", 0xa52a2a},
    {"burlywood", 0xdeb887}, {"cadetblue", 0x5f9ea0}, {"chartreuse", 0x7fff00}, {"chocolate", 0xd2691e},
    {"coral", 0xff7f50}, {"cornflowerblue", 0x6495ed}, {"cornsilk", 0xfff8dc}, {"crimson", 0xdc143c},
    {"cyan", 0x00ffff}, {"darkblue", 0x00008b}, {"darkcyan", 0x008b8b}, {"darkgoldenrod", 0xb8860b},
    {"darkgray", 0xa9a9a9}, {"darkgreen", 0x006400}, {"darkgrey", 0xa9a9a9}, {"darkkhaki", 0xbdb76b},
    {"darkmagenta", 0x8b008b}, {"darkolivegreen", 0x556b2f}, {"darkorange", 0xff8c00}, {"darkorchid", 0x9932cc},
    {"darkred", 0x8b0000}, {"darksalmon", 0xe9967a}, {"darkseagreen", 0x8fbc8f}, {"darkslateblue", 0x483d8b},
    {"darkslategray", 0x2f4f4f}, {"darkslategrey", 0x2f4f4f}, {"darkturquoise", 0x00ced1},
    {"darkviolet", 0x9400d3}, {"deeppink", 0xff1493}, {"deepskyblue", 0x00bfff}, {"dimgray", 0x696969},
    {"dimgrey", 0x696969}, {"dodgerblue", 0x1e90ff}, {"firebrick", 0xb22222}, {"floralwhite", 0xfffaf0},
    {"forestgreen", 0x228b22}, {"fuchsia", 0xff00ff}, {"gainsboro", 0xdcdcdc}, {"ghostwhite", 0xf8f8ff},
    {"gold", 0xffd700}, {"goldenrod", 0xdaa520}, {"gray", 0x808080}, {"green", 0x008000},
    {"greenyellow", 0xadff2f}, {"grey", 0x808080}, {"honeydew", 0xf0fff0}, {"hotpink", 0xff69b4},
    {"indianred", 0xcd5c5c}, {"indigo", 0x4b0082}, {"ivory", 0xfffff0}, {"khaki", 0xf0e68c},
    {"lavender", 0xe6e6fa}, {"lavenderblush", 0xfff0f5}, {"lawngreen", 0x7cfc00}, {"lemonchiffon", 0xfffacd},
    {"lightblue", 0xadd8e6}, {"lightcoral", 0xf08080}, {"lightcyan", 0xe0ffff},
    {"lightgoldenrodyellow", 0xfafad2}, {"lightgray", 0xd3d3d3}, {"lightgreen", 0x90ee90},
    {"lightgrey", 0xd3d3d3}, {"lightpink", 0xffb6c1}, {"lightsalmon", 0xffa07a}, {"lightseagreen", 0x20b2aa},
    {"lightskyblue", 0x87cefa}, {"lightslategray", 0x778899}, {"lightslategrey", 0x778899},
    {"lightsteelblue", 0xb0c4de}, {"lightyellow", 0xffffe0}, {"lime", 0x00ff00}, {"limegreen", 0x32cd32},
    {"linen", 0xfaf0e6}, {"magenta", 0xff00ff}, {"maroon", 0x800000}, {"mediumaquamarine", 0x66cdaa},
    {"mediumblue", 0x0000cd}, {"mediumorchid", 0xba55d3}, {"mediumpurple", 0x9370db},
    {"mediumseagreen", 0x3cb371}, {"mediumslateblue", 0x7b68ee}, {"mediumspringgreen", 0x00fa9a},
    {"mediumturquoise", 0x48d1cc}, {"mediumvioletred", 0xc71585}, {"midnightblue", 0x191970},
    {"mintcream", 0xf5fffa}, {"mistyrose", 0xffe4e1}, {"moccasin", 0xffe4b5}, {"navajowhite", 0xffdead},
    {"navy", 0x000080}, {"oldlace", 0xfdf5e6}, {"olive", 0x808000}, {"olivedrab", 0x6b8e23},
    {"orange", 0xffa500}, {"orangered", 0xff4500}, {"orchid", 0xda70d6}, {"palegoldenrod", 0xeee8aa},
    {"palegreen", 0x98fb98}, {"paleturquoise", 0xafeeee}, {"palevioletred", 0xdb7093}, {"papayawhip", 0xffefd5},
    {"peachpuff", 0xffdab9}, {"peru", 0xcd853f}, {"pink", 0xffc0cb}, {"plum", 0xdda0dd},
    {"powderblue", 0xb0e0e6}, {"purple", 0x800080}, {"rebeccapurple", 0x663399}, {"red", 0xff0000},
    {"rosybrown", 0xbc8f8f}, {"royalblue", 0x4169e1}, {"saddlebrown", 0x8b4513}, {"salmon", 0xfa8072},
    {"sandybrown", 0xf4a460}, {"seagreen", 0x2e8b57}, {"seashell", 0xfff5ee}, {"sienna", 0xa0522d},
    {"silver", 0xc0c0c0}, {"skyblue", 0x87ceeb}, {"slateblue", 0x6a5acd}, {"slategray", 0x708090},
    {"slategrey", 0x708090}, {"snow", 0xfffafa}, {"springgreen", 0x00ff7f}, {"steelblue", 0x4682b4},
    {"tan", 0xd2b48c}, {"teal", 0x008080}, {"thistle", 0xd8bfd8}, {"tomato", 0xff6347}, {"turquoise", 0x40e0d0},
    {"violet", 0xee82ee}, {"wheat", 0xf5deb3}, {"white", 0xffffff}, {"whitesmoke", 0xf5f5f5},
    {"yellow", 0xffff00}, {"yellowgreen", 0x9acd32},
};

Color
color_hex(uint32_t rrggbb)
{
    return (Color){(rrggbb >> 16 & 0xFF) / 255.0, (rrggbb >> 8 & 0xFF) / 255.0, (rrggbb & 0xFF) / 255.0, 1};
}

static int
hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool
parse_hex(const char *digits, Color *out)
{
    size_t count = strlen(digits);
    if (count != 3 && count != 4 && count != 6 && count != 8)
        return false;
    double part[4] = {0, 0, 0, 1};
    size_t each = count <= 4 ? 1 : 2;
    for (size_t i = 0; i < count / each; i++) {
        int high = hex_digit(digits[i * each]), low = hex_digit(digits[i * each + each - 1]);
        if (high < 0 || low < 0)
            return false;
        part[i] = (high * 16 + low) / 255.0;
    }
    *out = (Color){part[0], part[1], part[2], part[3]};
    return true;
}

static double
clamp(double value)
{
    return value < 0 ? 0 : value > 1 ? 1 : value;
}

typedef struct Component {
    double value;
    bool percent;
} Component;

/* The three or four numbers between the brackets, separated by commas, blanks or a slash. */
static bool
parse_components(const char *text, Component parts[4], int *count)
{
    *count = 0;
    while (*text && *text != ')') {
        size_t length = strspn(text, "+-.0123456789e");
        char number[32];
        if (length == 0 || length >= sizeof number || *count == 4)
            return false;
        memcpy(number, text, length);
        number[length] = '\0';
        Component *part = &parts[(*count)++];
        if (!str_to_double(number, &part->value))
            return false;
        text += length;
        part->percent = *text == '%';
        text += part->percent;
        if (str_starts(text, "deg"))
            text += 3;
        text += strspn(text, " ");
        if (*text == ',' || *text == '/')
            text++;
        text += strspn(text, " ");
    }
    return *text == ')' && text[1] == '\0' && *count >= 3;
}

/* CSS Color 4, 7.1 */
static double
hsl_channel(double n, double hue, double saturation, double lightness)
{
    double k = fmod(n + hue / 30, 12);
    double a = saturation * fmin(lightness, 1 - lightness);
    return lightness - a * fmax(-1, fmin(fmin(k - 3, 9 - k), 1));
}

static bool
parse_function(const char *text, Color *out)
{
    bool hsl = str_starts(text, "hsl");
    if (!hsl && !str_starts(text, "rgb"))
        return false;
    text += 3;
    text += *text == 'a';
    if (*text++ != '(')
        return false;
    text += strspn(text, " ");
    Component parts[4];
    int count;
    if (!parse_components(text, parts, &count))
        return false;
    double alpha = count < 4 ? 1 : clamp(parts[3].percent ? parts[3].value / 100 : parts[3].value);
    if (hsl) {
        if (parts[0].percent || !parts[1].percent || !parts[2].percent)
            return false;
        double hue = fmod(fmod(parts[0].value, 360) + 360, 360);
        double saturation = clamp(parts[1].value / 100), lightness = clamp(parts[2].value / 100);
        *out = (Color){
            hsl_channel(0, hue, saturation, lightness),
            hsl_channel(8, hue, saturation, lightness),
            hsl_channel(4, hue, saturation, lightness),
            alpha,
        };
        return true;
    }
    double channel[3];
    for (int i = 0; i < 3; i++)
        channel[i] = clamp(parts[i].value / (parts[i].percent ? 100 : 255));
    *out = (Color){channel[0], channel[1], channel[2], alpha};
    return true;
}

static int
compare_named(const void *key, const void *entry)
{
    return strcmp(key, ((const NamedColor *)entry)->name);
}

bool
color_parse(const char *text, Color *out)
{
    if (!text)
        return false;
    char lower[80];
    size_t length = 0;
    for (; *text; text++) {
        if (length == sizeof lower - 1)
            return false;
        lower[length++] = *text >= 'A' && *text <= 'Z' ? (char)(*text + 32) : *text;
    }
    lower[length] = '\0';
    if (lower[0] == '#')
        return parse_hex(lower + 1, out);
    if (strcmp(lower, "transparent") == 0) {
        *out = COLOR_NONE;
        return true;
    }
    const NamedColor *named = bsearch(lower, named_colors, COUNT_OF(named_colors), sizeof *named_colors, compare_named);
    if (named) {
        *out = color_hex(named->rrggbb);
        return true;
    }
    return parse_function(lower, out);
}

static int
byte_of(double channel)
{
    return (int)floor(clamp(channel) * 255 + 0.5);
}

const char *
color_text(Arena *arena, Color color)
{
    static const char hex[] = "0123456789abcdef";
    const double parts[] = {color.r, color.g, color.b};
    char *text = arena_alloc(arena, 8);
    text[0] = '#';
    for (int i = 0; i < 3; i++) {
        unsigned byte = (unsigned)byte_of(parts[i]);
        text[1 + 2 * i] = hex[byte >> 4];
        text[2 + 2 * i] = hex[byte & 15];
    }
    return text;
}

Color
color_over(Color top, Color bottom)
{
    double alpha = top.a + bottom.a * (1 - top.a);
    if (alpha <= 0)
        return COLOR_NONE;
    double share = top.a / alpha;
    return (Color){
        top.r * share + bottom.r * (1 - share),
        top.g * share + bottom.g * (1 - share),
        top.b * share + bottom.b * (1 - share),
        alpha,
    };
}

static double
between(double a, double b, double t)
{
    return a + (b - a) * t;
}

Color
color_mix(Color a, Color b, double t)
{
    return (Color){between(a.r, b.r, t), between(a.g, b.g, t), between(a.b, b.b, t), between(a.a, b.a, t)};
}

/* sRGB transfer function, IEC 61966-2-1 */
static double
linear_from_srgb(double v)
{
    return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static double
srgb_from_linear(double v)
{
    return v <= 0.0031308 ? 12.92 * v : 1.055 * pow(v, 1 / 2.4) - 0.055;
}

typedef struct Lab {
    double l, a, b;
} Lab;

/* White point D50; the matrices are the sRGB primaries adapted to it by Bradford's method. */
static const double white_x = 0.96422, white_z = 0.82521;

static double
lab_curve(double t)
{
    const double delta = 6.0 / 29;
    return t > delta * delta * delta ? cbrt(t) : t / (3 * delta * delta) + 4.0 / 29;
}

static double
lab_curve_back(double t)
{
    const double delta = 6.0 / 29;
    return t > delta ? t * t * t : 3 * delta * delta * (t - 4.0 / 29);
}

static Lab
lab_from_color(Color c)
{
    double r = linear_from_srgb(c.r), g = linear_from_srgb(c.g), b = linear_from_srgb(c.b);
    double y = lab_curve(0.2225045 * r + 0.7168786 * g + 0.0606169 * b), x = y, z = y;
    if (r != g || g != b) {
        x = lab_curve((0.4360747 * r + 0.3850649 * g + 0.1430804 * b) / white_x);
        z = lab_curve((0.0139322 * r + 0.0971045 * g + 0.7141733 * b) / white_z);
    }
    return (Lab){116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

static Color
color_from_lab(Lab lab, double alpha)
{
    double fy = (lab.l + 16) / 116;
    double x = white_x * lab_curve_back(fy + lab.a / 500), y = lab_curve_back(fy), z = white_z * lab_curve_back(fy - lab.b / 200);
    return (Color){
        clamp(srgb_from_linear(3.1338561 * x - 1.6168667 * y - 0.4906146 * z)),
        clamp(srgb_from_linear(-0.9787684 * x + 1.9161415 * y + 0.0334540 * z)),
        clamp(srgb_from_linear(0.0719453 * x - 0.2289914 * y + 1.4052427 * z)),
        alpha,
    };
}

Color
color_mix_lab(Color a, Color b, double t)
{
    Lab from = lab_from_color(a), to = lab_from_color(b);
    Lab mixed = {between(from.l, to.l, t), between(from.a, to.a, t), between(from.b, to.b, t)};
    return color_from_lab(mixed, between(a.a, b.a, t));
}

/* Hue and chroma of a Lab colour. Greys have no hue, black and white no chroma either: NaN, as in d3-color. */
static void
polar(Lab lab, double *hue, double *chroma)
{
    const double pi = 3.14159265358979323846;
    bool grey = lab.a == 0 && lab.b == 0, end = lab.l < 1e-9 || lab.l > 100 - 1e-9;
    *hue = grey ? NAN : atan2(lab.b, lab.a);
    *hue += *hue < 0 ? 2 * pi : 0;
    *chroma = grey && end ? NAN : hypot(lab.a, lab.b);
}

Color
color_mix_hcl(Color a, Color b, double t, bool long_way)
{
    const double pi = 3.14159265358979323846;
    Lab from = lab_from_color(a), to = lab_from_color(b);
    double from_hue, to_hue, from_chroma, to_chroma;
    polar(from, &from_hue, &from_chroma);
    polar(to, &to_hue, &to_chroma);
    /* What one end lacks is the other's. */
    from_hue = isnan(from_hue) ? isnan(to_hue) ? 0 : to_hue : from_hue;
    to_hue = isnan(to_hue) ? from_hue : to_hue;
    from_chroma = isnan(from_chroma) ? isnan(to_chroma) ? 0 : to_chroma : from_chroma;
    to_chroma = isnan(to_chroma) ? from_chroma : to_chroma;
    double turn = to_hue - from_hue;
    if (!long_way && fabs(turn) > pi)
        turn -= 2 * pi * floor(turn / (2 * pi) + 0.5);
    double hue = from_hue + turn * t, chroma = between(from_chroma, to_chroma, t);
    Lab mixed = {between(from.l, to.l, t), chroma * cos(hue), chroma * sin(hue)};
    return color_from_lab(mixed, between(a.a, b.a, t));
}

double
color_luminance(Color color)
{
    return 0.2126 * linear_from_srgb(color.r) + 0.7152 * linear_from_srgb(color.g) + 0.0722 * linear_from_srgb(color.b);
}

double
color_contrast(Color a, Color b)
{
    double light = color_luminance(a), dark = color_luminance(b);
    if (light < dark) {
        double other = light;
        light = dark;
        dark = other;
    }
    return (light + 0.05) / (dark + 0.05);
}

bool
color_equal(Color a, Color b)
{
    return a.r == b.r && a.g == b.g && a.b == b.b && a.a == b.a;
}

/* ---- other eyes ------------------------------------------------------------------------------------------------------ */

Color
color_seen(Color color, ColorVision vision)
{
    /* Viénot, Brettel and Mollon 1999: RGB to cone responses, the missing cone from the other two, and back, in one matrix. */
    static const double matrices[VISION_COUNT][3][3] = {
        [VISION_NORMAL] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
        [VISION_PROTANOPE] = {{0.11238, 0.88762, 0}, {0.11238, 0.88762, 0}, {0.00401, -0.00401, 1}},
        [VISION_DEUTERANOPE] = {{0.29275, 0.70725, 0}, {0.29275, 0.70725, 0}, {-0.02234, 0.02234, 1}},
    };
    double rgb[3] = {linear_from_srgb(color.r), linear_from_srgb(color.g), linear_from_srgb(color.b)}, seen[3];
    for (int i = 0; i < 3; i++) {
        const double *row = matrices[vision][i];
        seen[i] = clamp(srgb_from_linear(clamp(row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2])));
    }
    return (Color){seen[0], seen[1], seen[2], color.a};
}

double
color_difference(Color a, Color b)
{
    Lab x = lab_from_color(a), y = lab_from_color(b);
    return sqrt((x.l - y.l) * (x.l - y.l) + (x.a - y.a) * (x.a - y.a) + (x.b - y.b) * (x.b - y.b));
}
