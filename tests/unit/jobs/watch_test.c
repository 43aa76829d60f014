#include "../table/folder.h"

#include "jobs/watch.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

/* Runs the command in a child a moment from now, while the test waits. */
static pid_t
soon(const char *command)
{
    pid_t child = fork();
    if (child == 0)
        _exit(execl("/bin/sh", "sh", "-c", command, (char *)NULL));
    return child;
}

static bool
told_of(Folder *f, Watch *watch, const char *command)
{
    pid_t child = soon(arena_printf(f->arena, "sleep 0.05; cd '%s' && %s", f->root, command));
    bool told = watch_wait(watch);
    waitpid(child, NULL, 0);
    return told;
}

static Folder
project(void)
{
    Folder f = folder_open();
    folder_write(&f, "data/a.csv", "1");
    folder_write(&f, "out/a.svg", "1");
    return f;
}

static void
a_save_ends_the_wait(void **state)
{
    (void)state;
    Folder f = project();
    Watch *watch = watch_open(f.arena, f.diags, f.root);
    assert_non_null(watch);
    assert_true(told_of(&f, watch, "echo 2 >data/a.csv"));
    assert_true(told_of(&f, watch, "echo 3 >data/.b; mv data/.b data/a.csv"));
    assert_true(told_of(&f, watch, "mkdir -p new/deep"));
    assert_true(told_of(&f, watch, "echo 4 >new/deep/c.csv"));
    assert_int_equal(diags_count(f.diags), 0);
    watch_close(watch);
    folder_close(&f);
}

/* Outputs, hidden files and backups alone end nothing: the signal behind them does. */
static void
what_is_ours_is_not_told(void **state)
{
    (void)state;
    Folder f = project();
    Watch *watch = watch_open(f.arena, f.diags, f.root);
    assert_non_null(watch);
    const char *command = "echo 2 >out/a.svg; echo 2 >data/.hidden; echo 2 >data/a.csv~; mkdir .shudu; sleep 0.1; kill -TERM $PPID";
    assert_false(told_of(&f, watch, command));
    watch_close(watch);
    folder_close(&f);
}

static void
a_folder_that_is_not_there(void **state)
{
    (void)state;
    Folder f = folder_open();
    assert_null(watch_open(f.arena, f.diags, arena_printf(f.arena, "%s/none", f.root)));
    assert_true(diags_find(f.diags, DIAG_WATCH_FAILED) != NULL);
    folder_close(&f);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_save_ends_the_wait),
        cmocka_unit_test(what_is_ours_is_not_told),
        cmocka_unit_test(a_folder_that_is_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
