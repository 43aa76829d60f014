/* chart/room.h -- the room that is left for labels: a label is moved, then left out, never printed over another.
 *
 * Taken for good are texts, points and all that was put down before. Grid lines are avoided where there is another place. Lines
 * are kept off; a label that has no better place may stand on one only if its worth asks for it.
 *
 * Units   px in the plot's own coordinates
 */
#ifndef SHUDU_CHART_ROOM_H
#define SHUDU_CHART_ROOM_H

#include "chart/part.h"

typedef struct Segment { Point a, b; } Segment;
typedef VEC(Segment) SegmentList;

typedef struct Room {
    Arena *arena;
    TextContext *text;
    VEC(Rect) taken;
    SegmentList lines, grid;
    Rect limits;
} Room;

/* What a label may be moved to, the best place first. */
enum { PLACES_MAX = 8 };
typedef struct Place {
    Point at;
    TextAnchor anchor;
    const char *baseline;
    bool colored;       /* in `color`, not in the label's: on a fill */
    Color color;
} Place;

typedef struct Wanted {
    Label label;
    Place places[PLACES_MAX];
    size_t place_count;
    bool plate;         /* on a pattern: paper below the text */
    int worth;          /* higher is placed first; from WORTH_END on, it may stand on a line */
    size_t order;
} Wanted;
typedef VEC(Wanted) WantedList;

enum { WORTH_PLAIN, WORTH_LOW, WORTH_HIGH, WORTH_END, WORTH_LATEST };

void room_take(Room *room, Rect box);
/* All that a group shows: its texts, symbols, lines and grids. */
void room_take_part(Room *room, const Part *part);
/* Its texts alone. */
void room_take_texts(Room *room, const Part *part);
/* Whether a box may stand there; `lines`: nor over a line. */
bool room_is_free(const Room *room, Rect box, bool lines);
bool path_crosses(const Path *path, Rect box);
/* Whether a path runs through a box that is taken. */
bool room_is_crossed(const Room *room, const Path *path);
/* Puts the labels where there is room for them. Returns how many were left out. */
size_t room_settle(Room *room, WantedList *list, Part *part);

#endif
