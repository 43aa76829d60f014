#include "device/formats.h"

#include "device/pdf/pdf.h"
#include "device/png.h"
#include "device/svg.h"

#include <cairo.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb.h>
#include <hpdf_version.h>
#include <libdeflate.h>
#include <png.h>
#include <strings.h>

static const struct {
    const char *name, *extension, *mime;
    bool (*write)(const Scene *scene, const DeviceOptions *options, Buf *out, Diags *diags, Loc loc);
    bool one_page;
} formats[FORMAT_COUNT] = {
    [FORMAT_PNG] = {"png", "png", "image/png", device_png, true},
    [FORMAT_SVG] = {"svg", "svg", "image/svg+xml", device_svg, true},
    [FORMAT_PDF] = {"pdf", "pdf", "application/pdf", device_pdf, false},
};

const char *
format_name(DeviceFormat format)
{
    return formats[format].name;
}

const char *
format_extension(DeviceFormat format)
{
    return formats[format].extension;
}

const char *
format_mime(DeviceFormat format)
{
    return formats[format].mime;
}

bool
format_parse(const char *name, DeviceFormat *format)
{
    for (int i = 0; i < FORMAT_COUNT; i++) {
        if (strcasecmp(name, formats[i].name) == 0 || strcasecmp(name, formats[i].extension) == 0) {
            *format = (DeviceFormat)i;
            return true;
        }
    }
    return false;
}

bool
device_write(const Scene *scene, DeviceFormat format, const DeviceOptions *options, Buf *out, Diags *diags, Loc loc)
{
    DeviceOptions plain = options ? *options : (DeviceOptions){0};
    if (plain.scale <= 0)
        plain.scale = 1;
    if (plain.ppi <= 0)
        plain.ppi = 72;
    if (scene->pages.count == 0 || (formats[format].one_page && plain.page >= scene->pages.count))
        return diag(diags, DIAG_DEVICE_NO_PAGE, loc, NULL);
    size_t before = out->length;
    if (formats[format].write(scene, &plain, out, diags, loc))
        return true;
    out->length = before;
    return false;
}

size_t
device_library_versions(Arena *arena, const char *const **names)
{
    enum { LIBRARIES = 6 };
    const char **list = ARENA_ARRAY(arena, const char *, LIBRARIES);
    FT_Library freetype = NULL;
    FT_Int major = 0, minor = 0, patch = 0;
    if (FT_Init_FreeType(&freetype) == 0) {
        FT_Library_Version(freetype, &major, &minor, &patch);
        FT_Done_FreeType(freetype);
    }
    size_t count = 0;
    list[count++] = arena_printf(arena, "cairo %s", cairo_version_string());
    list[count++] = arena_printf(arena, "FreeType %d.%d.%d", major, minor, patch);
    list[count++] = arena_printf(arena, "HarfBuzz %s", hb_version_string());
    list[count++] = arena_printf(arena, "libdeflate %s", LIBDEFLATE_VERSION_STRING);
    list[count++] = arena_printf(arena, "libharu %s", HPDF_VERSION_TEXT);
    list[count++] = arena_printf(arena, "libpng %s", png_get_libpng_ver(NULL));
    *names = list;
    return count;
}
