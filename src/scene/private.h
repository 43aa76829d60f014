/* scene/private.h -- what the builder keeps beside the public part of a Scene. */
#ifndef SHUDU_SCENE_PRIVATE_H
#define SHUDU_SCENE_PRIVATE_H

#include "scene/scene.h"

typedef struct SceneBuilder {
    Scene scene;           /* first, so that a Scene * is a SceneBuilder * */
    SceneState state;
    uint32_t page;
    VEC(Matrix) groups;    /* of the groups open now, innermost last, already multiplied */
} SceneBuilder;

#endif
