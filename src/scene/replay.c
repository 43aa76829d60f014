/* scene/replay.c -- scene to device: the one switch over ops. */
#include "scene/device.h"

static void
replay_ops(const Page *page, Device *device)
{
    for (uint32_t i = 0; i < page->ops.count; i++) {
        const Op *op = &page->ops.items[i];
        switch (op->kind) {
        case OP_GROUP:
            if (device->group)
                device->group(device, op);
            break;
        case OP_GROUP_END:
            if (device->group_end)
                device->group_end(device);
            break;
        case OP_PATH:
            if (device->path)
                device->path(device, op);
            break;
        case OP_TEXT:
            if (device->text)
                device->text(device, op, i);
            break;
        case OP_IMAGE:
            if (device->image)
                device->image(device, op);
            break;
        case OP_LINK:
            if (device->link)
                device->link(device, op);
            break;
        }
    }
}

static void
play(const Scene *scene, uint32_t index, Device *device)
{
    const Page *page = &scene->pages.items[index];
    if (device->page)
        device->page(device, page, index);
    replay_ops(page, device);
    if (device->page_end)
        device->page_end(device);
}

bool
replay(const Scene *scene, Device *device)
{
    if (device->begin)
        device->begin(device, scene);
    for (uint32_t i = 0; i < scene->pages.count; i++)
        play(scene, i, device);
    return device->end ? device->end(device) : true;
}

bool
replay_page(const Scene *scene, uint32_t page, Device *device)
{
    if (device->begin)
        device->begin(device, scene);
    if (page < scene->pages.count)
        play(scene, page, device);
    return device->end ? device->end(device) : true;
}
