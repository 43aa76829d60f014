/* input/prose_chunk.c -- text on its way to cmark, with the place of every byte. */
#include "input/prose_read.h"

#include <stdlib.h>
#include <string.h>

static void
reserve(Chunk *chunk, size_t extra)
{
    size_t wanted = chunk->text.length + extra + 1;
    if (wanted > chunk->at_capacity) {
        chunk->at_capacity = MAX_OF(wanted, chunk->at_capacity * 2);
        chunk->at = base_realloc(chunk->at, chunk->at_capacity * sizeof *chunk->at);
    }
}

void
chunk_add(Chunk *chunk, const char *bytes, size_t length, uint32_t at)
{
    reserve(chunk, length);
    for (size_t i = 0; i < length; i++)
        chunk->at[chunk->text.length + i] = at + (uint32_t)i;
    buf_add_bytes(&chunk->text, bytes, length);
    chunk->at[chunk->text.length] = at + (uint32_t)length;
}

void
chunk_add_part(Chunk *chunk, const Chunk *from, size_t start, size_t end)
{
    if (end <= start)
        return;
    reserve(chunk, end - start);
    memcpy(chunk->at + chunk->text.length, from->at + start, (end - start) * sizeof *chunk->at);
    buf_add_bytes(&chunk->text, from->text.ptr + start, end - start);
    chunk->at[chunk->text.length] = from->at[end - 1];
}

void
chunk_add_mask(Chunk *chunk, const char *bytes, size_t length, uint32_t at)
{
    reserve(chunk, length);
    for (size_t i = 0; i < length; i++)
        chunk->at[chunk->text.length + i] = at;
    buf_add_bytes(&chunk->text, bytes, length);
    chunk->at[chunk->text.length] = at;
}

void
chunk_end(Chunk *chunk, uint32_t at)
{
    reserve(chunk, 0);
    buf_add(&chunk->text, "");
    chunk->at[chunk->text.length] = at;
}

void
chunk_clear(Chunk *chunk)
{
    buf_clear(&chunk->text);
    free(chunk->at);
    *chunk = (Chunk){0};
}
