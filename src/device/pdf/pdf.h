/* device/pdf/pdf.h -- a scene as one file that is PDF/A-3a and PDF/UA-1. */
#ifndef SHUDU_DEVICE_PDF_PDF_H
#define SHUDU_DEVICE_PDF_PDF_H

#include "device/formats.h"

bool device_pdf(const Scene *scene, const DeviceOptions *options, Buf *out, Diags *diags, Loc loc);

#endif
