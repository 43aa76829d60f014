/* base/base.c -- memory from the system, and the one place where it may run out. */
#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>

NORETURN void
base_out_of_memory(size_t wanted)
{
    fprintf(stderr, "shudu: out of memory (%zu bytes wanted)\n", wanted);
    exit(3);
}

void *
base_alloc(size_t size)
{
    return base_realloc(NULL, size);
}

void *
base_realloc(void *ptr, size_t size)
{
    void *fresh = realloc(ptr, size ? size : 1);
    if (!fresh)
        base_out_of_memory(size);
    return fresh;
}
