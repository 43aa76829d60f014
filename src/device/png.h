/* device/png.h -- one page of a scene as a PNG file, drawn by cairo. */
#ifndef SHUDU_DEVICE_PNG_H
#define SHUDU_DEVICE_PNG_H

#include "device/formats.h"

bool device_png(const Scene *scene, const DeviceOptions *options, Buf *out, Diags *diags, Loc loc);

#endif
