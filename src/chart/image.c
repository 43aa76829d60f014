/* chart/image.c -- PNG files that image marks name. */
#include "chart/mark.h"

#include "base/str.h"

#include <string.h>

static int
big_endian(const unsigned char *bytes)
{
    return (int)((unsigned)bytes[0] << 24 | (unsigned)bytes[1] << 16 | (unsigned)bytes[2] << 8 | bytes[3]);
}

const Image *
chart_image(const Drawing *drawing, const char *url, Loc loc)
{
    static const unsigned char signature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    const ChartContext *context = drawing->context;
    if (strstr(url, "://") || !context->reader) {
        diag(context->diags, DIAG_DATA_REMOTE, loc, url);
        return NULL;
    }
    const char *path = *drawing->base ? arena_printf(context->arena, "%s/%s", drawing->base, url) : url;
    const Source *source = reader_read(context->reader, path, loc);
    if (!source)
        return NULL;
    if (source->length < 24 || memcmp(source->text, signature, sizeof signature) != 0) {
        diag(context->diags, DIAG_VL_IMAGE, loc, url);
        return NULL;
    }
    const unsigned char *header = (const unsigned char *)source->text + 16;
    Image *image = ARENA_NEW(context->arena, Image);
    *image = (Image){.path = path, .bytes = source->text, .size = source->length, .width = big_endian(header), .height = big_endian(header + 4)};
    return image;
}
