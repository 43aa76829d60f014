/* layout/poster_sheet.h -- what reading, arranging and banners of posters share. Private to the room. */
#ifndef SHUDU_LAYOUT_POSTER_SHEET_H
#define SHUDU_LAYOUT_POSTER_SHEET_H

#include "layout/poster_block.h"

struct Poster {
    const char *path;
    const Node *root;
};

/* One poster for one preset in one language, while it is arranged. */
typedef struct Sheet {
    const LayoutContext *context;
    const Poster *poster;
    const Preset *preset;
    int lang, second;
    Scene *scene;
    VEC(const Node *) sections; /* those shown */
    double canvas;              /* px of the poster that the page is wide */
    double margin;
} Sheet;

/* A pen for a section: its ground, and a structure element of its own. */
Pen sheet_pen(const Sheet *sheet, Scene *scene, const char *ground);
/* A page of the preset in the scene, with a group that scales the canvas to it; the caller ends the group. */
void sheet_page(const Sheet *sheet, Scene *scene, double height);
/* A text of the poster or its cover, bound; NULL. */
const char *sheet_words(const Sheet *sheet, const Node *node, const char *key, int lang);

/* poster_banner.c */
void sheet_banner(Sheet *sheet);

#endif
