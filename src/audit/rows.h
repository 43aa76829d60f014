/* audit/rows.h -- the published rows behind a drawn scene, as CSV with their schema: what a PDF carries along.
 *
 *     scene --rows_attach--> figures.csv, targets.csv, sources.csv, datapackage.json among scene->attachments
 *
 * A row is used where a text prints its number, a mark draws it, or a formula behind either takes it. Only what is published goes
 * along, and of a row only what readers may see: notes of editors and places in data/ stay at home. Each file is in the order
 * of its names; a file without a row is left out, and without any file so is the schema (a Frictionless Data Package).
 *
 * Format   RFC 4180, UTF-8, comma, CR LF; decimals as typed; dates in reduced precision (2025, 2025-10, 2025-10-30)
 * Tests    tests/unit/audit/rows_test.c
 */
#ifndef SHUDU_AUDIT_ROWS_H
#define SHUDU_AUDIT_ROWS_H

#include "model/model.h"
#include "scene/scene.h"

/* Texts are the scene's. */
void rows_attach(const Model *model, Scene *scene);

#endif
