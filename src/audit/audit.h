/* audit/audit.h -- what a reader would catch in the texts of a project, before print: typed numbers, and languages that differ.
 *
 * Findings that `audit: accept` of shudu.yaml accepts are taken out by audit_accept, which every command calls before it prints.
 *
 * Errors   typed-number, languages-differ, accept-unused
 * Tests    tests/unit/audit/audit_test.c, corpus_test.c
 */
#ifndef SHUDU_AUDIT_AUDIT_H
#define SHUDU_AUDIT_AUDIT_H

#include "doc/doc.h"

typedef struct AuditContext {
    Arena *arena;
    Diags *diags;
    Reader *reader;
    const Model *model;
    bool suggest;  /* name the binding that was meant: asks for all figures, so only `check` does, whose answers nothing keeps */
} AuditContext;

void audit_doc(const AuditContext *context, const Doc *doc);
/* A spec or a poster, by its file. */
void audit_file(const AuditContext *context, const char *path);
/* Tables of data/, data/conflicts.yaml, shudu.yaml. */
void audit_data(const AuditContext *context);
/* `from` without what the project accepts. `all`: everything was looked at, so an entry that accepts nothing is reported. */
void audit_accept(const Model *model, const Diags *from, bool all, Diags *to);

#endif
