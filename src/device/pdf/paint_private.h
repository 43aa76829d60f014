/* device/pdf/paint_private.h -- the Painter inside: paint.c and gradient.c. */
#ifndef SHUDU_DEVICE_PDF_PAINT_PRIVATE_H
#define SHUDU_DEVICE_PDF_PAINT_PRIVATE_H

#include "base/map.h"
#include "device/pdf/paint.h"

enum { ALPHA_STEPS = 1000, NESTING_MAX = 28, STATE_TEXT = 96 };

typedef struct State { /* what the reader's graphics state holds; "" or -1: not known */
    char fill[STATE_TEXT], stroke[STATE_TEXT], line[STATE_TEXT], dash[STATE_TEXT];
    int fill_alpha, stroke_alpha;
    const PdfFont *font;
    double size;
} State;

typedef struct Level { /* of an open group */
    Matrix matrix;
    bool saved; /* a q to take back */
    State before;
} Level;

typedef struct Form {
    Buf stream; /* of what is outside */
    State before;
} Form;

typedef struct Named { /* a resource by name */
    const char *name;
    PdfRef ref;
} Named;

typedef struct PdfImage {
    const Image *image;
    const char *name; /* NULL: broken, reported */
    bool transparent;
} PdfImage;

struct Painter {
    Arena *arena;
    PdfFile *file;
    PdfRef resources;
    Buf stream;
    Rect media;
    Matrix matrix;
    State state;
    int depth;
    bool transparent;
    VEC(Level) levels;
    VEC(Form) forms;
    bool fill_alphas[ALPHA_STEPS + 1], stroke_alphas[ALPHA_STEPS + 1];
    VEC(Named) masks, patterns, objects;
    Map gradients; /* description → pattern */
    VEC(PdfImage *) images;
};

/* A resource gets its name: 'P' patterns, 'M' masks, 'X' objects. */
const char *painter_name(Painter *painter, char letter, PdfRef ref);
/* A transparency group with that content. */
PdfRef painter_form(Painter *painter, const Buf *stream, bool grey);

/* ---- gradient.c --------------------------------------------------------------------------------------------- */

/* Name of the shading pattern, in colours or (for a mask) in grey levels of its stops' alpha. Equal ones are written once. */
const char *painter_gradient(Painter *painter, const Paint *paint, bool alpha);
/* A soft mask for stops of different opacity. It holds until the state is restored. */
void painter_gradient_mask(Painter *painter, const Paint *paint);

#endif
