/* table/field.h -- one field of a Table Schema. Private to the room. */
#ifndef SHUDU_TABLE_FIELD_H
#define SHUDU_TABLE_FIELD_H

#include "table/table.h"

typedef struct SchemaReader {
    Arena *arena;
    Diags *diags;
    const TableLanguages *languages;
} SchemaReader;

/* False after diagnostics; what is wrong with a constraint leaves the field usable. */
bool field_read(const SchemaReader *self, const Node *node, Field *out);
/* {zh: …, en: …}, or one text for all languages. */
Texts schema_texts(const SchemaReader *self, const Node *node);
/* The texts of a list, or the one text; NULL-terminated. NULL where the key is absent; other things are reported. */
const char *const *schema_names(const SchemaReader *self, const Node *map, const char *key);

#endif
