/* A report of one chapter in two languages, in the smallest project. */
#ifndef SHUDU_TESTS_REPORT_H
#define SHUDU_TESTS_REPORT_H

#include "../model/project.h"

#include "doc/doc.h"

static inline void
report_write(Folder *f, const char *report, const char *zh, const char *en)
{
    folder_write(f, "layouts/paper/report.yaml", arena_printf(f->arena, "title: {zh: 甲, en: A}\nchapters: [one]\n%s", report));
    folder_write(f, "layouts/paper/one.zh.md", zh);
    folder_write(f, "layouts/paper/one.en.md", en);
}

static inline Doc *
report_read(Folder *f)
{
    const Model *model = project_read(f);
    Doc *doc = model ? doc_read(f->arena, f->reader, model, NULL, "layouts/paper") : NULL;
    assert_string_equal(folder_codes(f), "");
    assert_non_null(doc);
    return doc;
}

#endif
