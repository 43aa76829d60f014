/* device/formats.h -- the outputs: name, extension, and one call that turns a scene into the bytes of a file.
 *
 *     Scene --replay--> device (png, svg, pdf) --> Buf with the whole file
 *
 * Devices do no file I/O: the caller writes the bytes under a temporary name and renames.
 *
 * Pages    PNG and SVG show one page (options.page), PDF all pages of the scene
 * Same     equal scenes give equal bytes; nothing of the clock, locale or machine gets in
 * Errors   device-no-page, device-too-large, device-image-broken, device-font-broken, and what PDF/A-3a and PDF/UA-1
 *          forbid: pdf-* (each names its clause). On failure `out` is left as it was.
 * Threads  a call keeps nothing: several may run at once on different scenes
 * Tests    tests/unit/device/
 */
#ifndef SHUDU_DEVICE_FORMATS_H
#define SHUDU_DEVICE_FORMATS_H

#include "base/diag.h"
#include "base/str.h"
#include "scene/scene.h"

typedef enum DeviceFormat {
    FORMAT_PNG,
    FORMAT_SVG,
    FORMAT_PDF,
    FORMAT_COUNT,
} DeviceFormat;

typedef struct DeviceOptions {
    double scale;  /* PNG: pixels per unit; 0 means 1. SVG, PDF: not used */
    double ppi;    /* PNG: pixels per inch of a picture at scale 1, written as its physical size; 0 means 72 (1 unit = 1 pt) */
    uint32_t page; /* PNG, SVG: index of the page to draw */
    bool outlines; /* SVG: glyphs as paths, for readers without the fonts */
} DeviceOptions;

const char *format_name(DeviceFormat format);      /* "png" */
const char *format_extension(DeviceFormat format); /* "png" */
const char *format_mime(DeviceFormat format);      /* "image/png" */
/* By name or extension, upper or lower case. False leaves *format as it was. */
bool format_parse(const char *name, DeviceFormat *format);

/* Appends the file to `out`. `options` may be NULL. `loc` is where the output is declared: diagnostics
 * about the scene as a whole stand there, those about one op at the op's own place. */
bool device_write(const Scene *scene, DeviceFormat format, const DeviceOptions *options, Buf *out, Diags *diags, Loc loc);

/* Versions of the libraries under the devices, for the manifest: "cairo 1.16.0", …; returns the count. */
size_t device_library_versions(Arena *arena, const char *const **names);

#endif
