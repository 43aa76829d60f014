/* device/svg.h -- one page of a scene as SVG, with Vega's class names and text as text. */
#ifndef SHUDU_DEVICE_SVG_H
#define SHUDU_DEVICE_SVG_H

#include "device/formats.h"

bool device_svg(const Scene *scene, const DeviceOptions *options, Buf *out, Diags *diags, Loc loc);

#endif
