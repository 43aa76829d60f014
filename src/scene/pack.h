/* scene/pack.h -- a scene as bytes, for another process or a later build of the same program.
 *
 *     Scene --scene_pack--> bytes --scene_unpack--> an equal Scene
 *
 * What a scene points to outside of itself is named: faces by file and index, sources by path. Whoever unpacks says what the
 * names mean now. Numbers are the machine's own; a damaged file has to be found out before it comes here (a sum over it).
 *
 * Memory   an unpacked scene points into the bytes, which have to live as long and are changed
 * Errors   scene_pack is false for what has no name (an image; a place in a text that is no file); scene_unpack NULL for a face
 *          or source that is not there any more, or bytes that end too soon
 * Tests    tests/unit/scene/pack_test.c
 */
#ifndef SHUDU_SCENE_PACK_H
#define SHUDU_SCENE_PACK_H

#include "base/str.h"
#include "scene/scene.h"

typedef struct SceneNames {
    void *data;
    const FontFace *(*face)(void *data, const char *file, int index);
    const Source *(*source)(void *data, const char *path);
} SceneNames;

bool scene_pack(const Scene *scene, const SceneNames *names, Buf *out);
/* `bytes`: aligned as arena memory is. Languages are those of the project, which the caller knows. */
Scene *scene_unpack(Arena *arena, const SceneNames *names, const char *const *lang_tags, int lang_count, char *bytes, size_t length);

#endif
