/* scene/device.h -- the contract of an output: what replay calls, in this order.
 *
 *     begin · ( page · (group … group_end | path | text | image | link)* · page_end )* · end
 *
 * Calls are in paint order. `op` is lent for the call, `scene` for the whole replay. Devices remember their
 * first error and report it from `end`, which returns false when the output must not be used.
 * Entries a device does not need may be NULL. A recipe for a new device is in src/README.md.
 */
#ifndef SHUDU_SCENE_DEVICE_H
#define SHUDU_SCENE_DEVICE_H

#include "base/diag.h"
#include "base/str.h"
#include "scene/scene.h"

typedef struct Device Device;
struct Device {
    void (*begin)(Device *device, const Scene *scene);
    void (*page)(Device *device, const Page *page, uint32_t index);
    void (*group)(Device *device, const Op *op);
    void (*group_end)(Device *device);
    void (*path)(Device *device, const Op *op);
    void (*text)(Device *device, const Op *op, uint32_t op_index);
    void (*image)(Device *device, const Op *op);
    void (*link)(Device *device, const Op *op);
    void (*page_end)(Device *device);
    bool (*end)(Device *device);
};

/* Plays all pages, or one. */
bool replay(const Scene *scene, Device *device);
bool replay_page(const Scene *scene, uint32_t page, Device *device);

/* The scene as text, for golden tests: ops with two decimals, elements as a tree, fact keys. */
void scene_dump(const Scene *scene, Buf *out);

/* Looks for text outside its box or page, texts that overlap, missing glyphs (id 0), text below the minimum size,
 * contrast under 4.5:1, figures and links without alternative text. Each finding is a diagnostic with page
 * coordinates (inspect-*). Returns the number of findings. */
size_t scene_inspect(const Scene *scene, Diags *diags);

#endif
