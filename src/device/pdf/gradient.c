#include "device/pdf/paint_private.h"

static HPDF_Dict
color_step(PdfFile *file, Color from, Color to, bool alpha)
{
    const double domain[] = {0, 1};
    const double c0[] = {alpha ? from.a : from.r, from.g, from.b}, c1[] = {alpha ? to.a : to.r, to.g, to.b};
    HPDF_Dict dict = pdf_dict(file);
    pdf_put_int(file, dict, "FunctionType", 2);
    pdf_put(file, dict, "Domain", pdf_numbers(file, 2, domain));
    pdf_put(file, dict, "C0", pdf_numbers(file, alpha ? 1 : 3, c0));
    pdf_put(file, dict, "C1", pdf_numbers(file, alpha ? 1 : 3, c1));
    pdf_put_int(file, dict, "N", 1);
    return dict;
}

/* Stops as functions of 0 … 1, stitched where there are more than two. Steps of no width are left out. */
static HPDF_Dict
color_function(PdfFile *file, const Paint *paint, bool alpha)
{
    const GradientStop *stops = paint->stops;
    size_t count = paint->stop_count;
    HPDF_Array functions = pdf_array(file), bounds = pdf_array(file), encode = pdf_array(file);
    double at = 0;
    Color before = stops[0].color;
    for (size_t i = 0; i <= count; i++) {
        double next = i < count ? MAX_OF(0, MIN_OF(stops[i].offset, 1)) : 1;
        Color color = i < count ? stops[i].color : stops[count - 1].color;
        if (next > at) {
            if (at > 0)
                pdf_push_number(file, bounds, at);
            pdf_push(file, functions, color_step(file, before, color, alpha));
            pdf_push_int(file, encode, 0);
            pdf_push_int(file, encode, 1);
            at = next;
        }
        before = color;
    }
    const double domain[] = {0, 1};
    HPDF_Dict dict = pdf_dict(file);
    pdf_put_int(file, dict, "FunctionType", 3);
    pdf_put(file, dict, "Domain", pdf_numbers(file, 2, domain));
    pdf_put(file, dict, "Functions", functions);
    pdf_put(file, dict, "Bounds", bounds);
    pdf_put(file, dict, "Encode", encode);
    return dict;
}

static PdfRef
write_gradient(Painter *painter, const Paint *paint, bool alpha)
{
    PdfFile *file = painter->file;
    Matrix m = painter->matrix;
    HPDF_Dict shading = pdf_dict(file), pattern = pdf_dict(file);
    const double coords[] = {paint->from.x, paint->from.y, paint->to.x, paint->to.y};
    pdf_put_int(file, shading, "ShadingType", 2);
    pdf_put_name(file, shading, "ColorSpace", alpha ? "DeviceGray" : "DeviceRGB");
    pdf_put(file, shading, "Coords", pdf_numbers(file, 4, coords));
    pdf_put(file, shading, "Function", color_function(file, paint, alpha));
    HPDF_Array extend = pdf_array(file);
    pdf_push_bool(file, extend, true);
    pdf_push_bool(file, extend, true);
    pdf_put(file, shading, "Extend", extend);
    const double matrix[] = {m.a, m.b, m.c, m.d, m.e, m.f};
    pdf_put_name(file, pattern, "Type", "Pattern");
    pdf_put_int(file, pattern, "PatternType", 2);
    pdf_put(file, pattern, "Matrix", pdf_numbers(file, 6, matrix));
    pdf_put(file, pattern, "Shading", shading);
    PdfRef ref = pdf_reserve(file);
    pdf_write(file, ref, pattern);
    return ref;
}

/* What makes a gradient: equal ones are written once. */
static const char *
gradient_key(Painter *painter, const Paint *paint, bool alpha)
{
    Buf key = BUF_INIT;
    const Matrix m = painter->matrix;
    const double numbers[] = {m.a, m.b, m.c, m.d, m.e, m.f, paint->from.x, paint->from.y, paint->to.x, paint->to.y};
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        buf_add_number(&key, numbers[i], 4);
        buf_add_char(&key, ' ');
    }
    for (size_t i = 0; i < paint->stop_count; i++) {
        const Color c = paint->stops[i].color;
        const double parts[] = {paint->stops[i].offset, alpha ? 0 : c.r, alpha ? 0 : c.g, alpha ? 0 : c.b, alpha ? c.a : 0};
        for (size_t k = 0; k < COUNT_OF(parts); k++) {
            buf_add_number(&key, parts[k], 4);
            buf_add_char(&key, ' ');
        }
    }
    buf_add(&key, alpha ? "alpha" : "colour");
    char *taken = buf_take(&key, painter->arena);
    buf_clear(&key);
    return taken;
}

const char *
painter_gradient(Painter *painter, const Paint *paint, bool alpha)
{
    const char *key = gradient_key(painter, paint, alpha), *known = map_find(&painter->gradients, key);
    if (known)
        return known;
    const char *name = painter_name(painter, 'P', write_gradient(painter, paint, alpha));
    map_put(&painter->gradients, key, (void *)name);
    return name;
}

/* A soft mask for stops of different opacity: the brightness of a grey gradient. */
void
painter_gradient_mask(Painter *painter, const Paint *paint)
{
    const char *key = arena_printf(painter->arena, "mask %s", gradient_key(painter, paint, true));
    const char *name = map_find(&painter->gradients, key);
    if (!name) {
        PdfFile *file = painter->file;
        Buf stream = BUF_INIT;
        buf_printf(&stream, "/Pattern cs /%s scn\n", painter_gradient(painter, paint, true));
        const double box[] = {painter->media.x, painter->media.y, painter->media.width, painter->media.height};
        for (int i = 0; i < 4; i++)
            painter_number(&stream, box[i]);
        buf_add(&stream, "re f\n");
        HPDF_Dict mask = pdf_dict(file), state = pdf_dict(file);
        pdf_put_name(file, mask, "S", "Luminosity");
        pdf_put_ref(file, mask, "G", painter_form(painter, &stream, true));
        pdf_put_name(file, state, "Type", "ExtGState");
        pdf_put(file, state, "SMask", mask);
        PdfRef ref = pdf_reserve(file);
        pdf_write(file, ref, state);
        name = painter_name(painter, 'M', ref);
        map_put(&painter->gradients, key, (void *)name);
        buf_clear(&stream);
    }
    painter->transparent = true;
    buf_printf(&painter->stream, "/%s gs\n", name);
}
