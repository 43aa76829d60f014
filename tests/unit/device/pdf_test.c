/* The PDF as a whole: what a reader of the bytes can see. The structure of the objects is for qpdf and pdfcheck. */
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static void
writes_the_same_bytes_each_time(void **state)
{
    (void)state;
    Buf files[2] = {BUF_INIT, BUF_INIT};
    for (int i = 0; i < 2; i++) {
        Sample s = sample_open();
        sample_report(&s);
        assert_true(device_write(s.scene, FORMAT_PDF, NULL, &files[i], s.diags, LOC_NONE));
        sample_print_diags(&s);
        assert_int_equal(diags_count(s.diags), 0);
        sample_close(&s);
    }
    sample_save("report.pdf", &files[0]);
    assert_int_equal(files[0].length, files[1].length);
    assert_memory_equal(files[0].ptr, files[1].ptr, files[0].length);
    buf_clear(&files[0]);
    buf_clear(&files[1]);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_the_same_bytes_each_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
