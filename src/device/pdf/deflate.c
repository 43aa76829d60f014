#include "device/pdf/deflate.h"

#include "base/vec.h"

#include <libdeflate.h>
#include <pthread.h>
#include <stdlib.h>

enum {
    LEVEL = 6, /* 9 takes twice the instructions for 1.5 % of the bytes */
    THREAD_FROM = 256 << 10,
};

typedef enum Progress { WAITING, TAKEN, DONE } Progress;

typedef struct Stream {
    Buf bytes;               /* as given, then packed */
    Progress progress;
} Stream;

struct Deflater {
    Arena *arena;            /* of the list */
    pthread_mutex_t lock;    /* of all below */
    pthread_cond_t changed;
    VEC(Stream *) streams;
    size_t next;             /* nothing before it waits */
    size_t waiting;          /* bytes */
    bool threaded, over;
    pthread_t thread;
};

/* Packs the first stream that waits; false: none does. Called and left with the lock held. */
static bool
pack_next(Deflater *self)
{
    while (self->next < self->streams.count && self->streams.items[self->next]->progress != WAITING)
        self->next++;
    if (self->next == self->streams.count)
        return false;
    Stream *stream = self->streams.items[self->next++];
    stream->progress = TAKEN;
    self->waiting -= stream->bytes.length;
    pthread_mutex_unlock(&self->lock);

    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(LEVEL);
    if (!compressor)
        base_out_of_memory(sizeof(void *));
    Buf packed = BUF_INIT;
    size_t bound = libdeflate_zlib_compress_bound(compressor, stream->bytes.length);
    buf_reserve(&packed, bound);
    packed.length = libdeflate_zlib_compress(compressor, stream->bytes.ptr, stream->bytes.length, packed.ptr, bound);
    libdeflate_free_compressor(compressor);

    pthread_mutex_lock(&self->lock);
    buf_clear(&stream->bytes);
    stream->bytes = packed;
    stream->progress = DONE;
    pthread_cond_broadcast(&self->changed);
    return true;
}

static void *
pack_all(void *data)
{
    Deflater *self = data;
    pthread_mutex_lock(&self->lock);
    while (!self->over)
        if (!pack_next(self))
            pthread_cond_wait(&self->changed, &self->lock);
    pthread_mutex_unlock(&self->lock);
    return NULL;
}

Deflater *
deflater_new(void)
{
    Deflater *self = base_alloc(sizeof *self);
    *self = (Deflater){.arena = arena_new()};
    pthread_mutex_init(&self->lock, NULL);
    pthread_cond_init(&self->changed, NULL);
    return self;
}

size_t
deflater_add(Deflater *self, const void *bytes, size_t size, bool pack)
{
    Stream *stream = base_alloc(sizeof *stream);
    *stream = (Stream){.progress = pack ? WAITING : DONE};
    buf_add_bytes(&stream->bytes, bytes, size);
    pthread_mutex_lock(&self->lock);
    size_t index = self->streams.count;
    VEC_PUSH(self->arena, &self->streams, stream);
    self->waiting += pack ? size : 0;
    bool start = !self->threaded && self->waiting >= THREAD_FROM;
    pthread_cond_broadcast(&self->changed);
    pthread_mutex_unlock(&self->lock);
    /* Where no thread can be had, deflater_bytes does it all. */
    if (start)
        self->threaded = pthread_create(&self->thread, NULL, pack_all, self) == 0;
    return index;
}

const Buf *
deflater_bytes(Deflater *self, size_t index)
{
    pthread_mutex_lock(&self->lock);
    Stream *stream = self->streams.items[index];
    while (stream->progress != DONE)
        if (!pack_next(self))
            pthread_cond_wait(&self->changed, &self->lock);
    pthread_mutex_unlock(&self->lock);
    return &stream->bytes;
}

void
deflater_free(Deflater *self)
{
    if (!self)
        return;
    pthread_mutex_lock(&self->lock);
    self->over = true;
    pthread_cond_broadcast(&self->changed);
    pthread_mutex_unlock(&self->lock);
    if (self->threaded)
        pthread_join(self->thread, NULL);
    for (size_t i = 0; i < self->streams.count; i++) {
        buf_clear(&self->streams.items[i]->bytes);
        free(self->streams.items[i]);
    }
    pthread_cond_destroy(&self->changed);
    pthread_mutex_destroy(&self->lock);
    arena_free(self->arena);
    free(self);
}
