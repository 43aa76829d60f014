#define _GNU_SOURCE /* MAP_ANONYMOUS */
#include "jobs/pool.h"

#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { POOL_WORKERS_MAX = 64 };

typedef struct Shared {
    atomic_size_t next;
    unsigned char owner[]; /* worker + 1 of each index done cleanly; 0: not done */
} Shared;

size_t
pool_processors(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count > 0 ? (size_t)count : 1;
}

NORETURN static void
run_child(Shared *shared, size_t worker, size_t count, const PoolWork *work)
{
    for (size_t index; (index = atomic_fetch_add(&shared->next, 1)) < count;)
        if (work->work(work->data, index))
            shared->owner[index] = (unsigned char)(worker + 1);
    bool ok = work->finish(work->data, worker);
    fflush(NULL);
    /* Not exit: what the parent registered to run at its end is the parent's. */
    _exit(ok ? 0 : 1);
}

void
pool_run(size_t workers, size_t count, const PoolWork *work, bool *done)
{
    workers = MIN_OF(MIN_OF(workers, count), (size_t)POOL_WORKERS_MAX);
    size_t size = sizeof(Shared) + count;
    Shared *shared = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        return;
    fflush(NULL);
    pid_t children[POOL_WORKERS_MAX];
    size_t started = 0;
    for (; started < workers; started++) {
        children[started] = fork();
        if (children[started] == 0)
            run_child(shared, started, count, work);
        if (children[started] < 0)
            break;
    }
    bool sound[POOL_WORKERS_MAX] = {false};
    for (size_t i = 0; i < started; i++) {
        int status;
        sound[i] = waitpid(children[i], &status, 0) == children[i] && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }
    for (size_t i = 0; i < count; i++)
        done[i] = shared->owner[i] && sound[shared->owner[i] - 1];
    munmap(shared, size);
}
