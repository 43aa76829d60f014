/* layout/poster_ornament.c -- ornament drawn in code: what a theme puts on the grounds of its sections.
 *
 *     lattice   on dark grounds a field of small squares, one for each of many standards, that thins out from the upper right
 *     ruler     along the left edge of every ground a scale with its fifth and tenth strokes: what standards are for
 *     none
 */
#include "layout/poster_block.h"

#include <math.h>

static void
lattice(Pen *pen, const Node *place, Rect ground)
{
    if (!pen->dark)
        return;
    double pitch = 27, size = 7, reach = fmin(ground.width * 0.62, ground.height * 1.1);
    Color color = pen_color(pen, place->loc, "gold");
    /* Squares of equal faintness share a path. */
    enum { SHADES = 6 };
    Path shades[SHADES] = {0};
    for (double y = pitch / 2; y + size <= ground.height; y += pitch) {
        for (double x = pitch / 2; x + size <= ground.width; x += pitch) {
            double far = hypot(x - pitch / 2, y * 0.9) / reach;
            int shade = (int)((1 - far) * SHADES);
            if (shade >= 0 && shade < SHADES)
                path_rect(pen->context->arena, &shades[shade], (Rect){ground.x + ground.width - x - size, ground.y + y, size, size});
        }
    }
    for (int i = 0; i < SHADES; i++) {
        Color faint = color;
        faint.a = 0.022 * (i + 1);
        if (shades[i].parts.count)
            scene_path(pen->scene, &shades[i], paint_solid(faint), NULL);
    }
}

static void
ruler(Pen *pen, const Node *place, Rect ground, double margin)
{
    Color color = pen_color(pen, place->loc, "muted");
    Path ticks = {0};
    double pitch = 12;
    int number = 0;
    for (double y = 0; y + 3 <= ground.height; y += pitch, number++) {
        double length = margin * (number % 10 == 0 ? 0.5 : number % 5 == 0 ? 0.34 : 0.2);
        path_rect(pen->context->arena, &ticks, (Rect){ground.x, ground.y + y, length, number % 10 == 0 ? 3 : 1.5});
    }
    color.a *= 0.55;
    scene_path(pen->scene, &ticks, paint_solid(color), NULL);
}

void
pen_scale(Pen *pen, const Node *place, Area area)
{
    Path ticks = {0};
    double pitch = 12, count = floor(area.width / pitch);
    pitch = area.width / count;
    for (int i = 0; i <= (int)count; i++) {
        double x = area.x + i * pitch, width = 2;
        path_rect(pen->context->arena, &ticks, (Rect){fmin(fmax(x - width / 2, area.x), area.x + area.width - width), area.y, width, i % 10 == 0 ? 22 : i % 5 == 0 ? 15 : 9});
    }
    SceneState state = scene_state(pen->scene);
    pen_artifact(pen, place);
    scene_path(pen->scene, &ticks, paint_solid(pen_color(pen, place->loc, "hairline")), NULL);
    scene_set_state(pen->scene, state);
    pen_rule(pen, place, area);
}

void
pen_ornament(Pen *pen, const Node *place, Rect ground, double margin)
{
    SceneState state = scene_state(pen->scene);
    scene_set_state(pen->scene, (SceneState){.elem = ELEM_ARTIFACT, .artifact = ARTIFACT_BACKGROUND, .loc = place->loc});
    if (pen_theme_is(pen, "ornament", "lattice"))
        lattice(pen, place, ground);
    else if (pen_theme_is(pen, "ornament", "ruler"))
        ruler(pen, place, ground, margin);
    scene_set_state(pen->scene, state);
}
