#include "device/pdf/clause.h"

#include <stdlib.h>
#include <string.h>

typedef struct Clause {
    const char *word, *against;
} Clause;

/* In the order of strcmp. */
static const Clause keys[] = {
    {"AA", "ISO 19005-3, 6.5.2"},
    {"AP", "ISO 19005-3, 6.3.3: the writer draws no appearances"},
    {"AS", "ISO 19005-3, 6.9"},
    {"AcroForm", "ISO 19005-3, 6.4.1"},
    {"AlternatePresentations", "ISO 19005-3, 6.10"},
    {"Alternates", "ISO 19005-3, 6.2.8"},
    {"CIDSet", "ISO 19005-3, 6.2.11.4.2"},
    {"CharSet", "ISO 19005-3, 6.2.11.4.2"},
    {"Crypt", "ISO 19005-3, 6.1.7.2"},
    {"Encrypt", "ISO 19005-3, 6.1.3"},
    {"FDecodeParms", "ISO 19005-3, 6.1.7.1"},
    {"FFilter", "ISO 19005-3, 6.1.7.1"},
    {"HT", "ISO 19005-3, 6.2.5"},
    {"HTP", "ISO 19005-3, 6.2.5"},
    {"Interpolate", "ISO 19005-3, 6.2.8"},
    {"JS", "ISO 19005-3, 6.5.1"},
    {"JavaScript", "ISO 19005-3, 6.5.1"},
    {"NeedAppearances", "ISO 19005-3, 6.4.1"},
    {"NeedsRendering", "ISO 19005-3, 6.4.2"},
    {"OCProperties", "ISO 19005-3, 6.9"},
    {"OPI", "ISO 19005-3, 6.2.8"},
    {"OpenAction", "ISO 19005-3, 6.5.1"},
    {"PS", "ISO 19005-3, 6.2.9"},
    {"Perms", "ISO 19005-3, 6.1.12"},
    {"PresSteps", "ISO 19005-3, 6.10"},
    {"RI", "ISO 19005-3, 6.2.6"},
    {"Ref", "ISO 19005-3, 6.2.9"},
    {"Requirements", "ISO 19005-3, 6.11"},
    {"Subtype2", "ISO 19005-3, 6.2.9"},
    {"Suspects", "ISO 14289-1, 7.1"},
    {"TR", "ISO 19005-3, 6.2.5"},
    {"TR2", "ISO 19005-3, 6.2.5"},
    {"UseCMap", "ISO 19005-3, 6.2.11.3.3"},
    {"XFA", "ISO 19005-3, 6.4.2"},
};

/* What is allowed, for the few keys whose values a standard counts up, as far as this writer has a use for it. */
static const struct {
    const char *key, *names[16], *against;
} allowed[] = {
    {"BM", {"Normal"}, "ISO 19005-3, 6.2.10"},
    {"CMapName", {"Identity-H"}, "ISO 19005-3, 6.2.11.3.3"},
    {"Encoding", {"Identity-H"}, "ISO 19005-3, 6.2.11.3.1"},
    {"Filter", {"FlateDecode"}, "ISO 19005-3, 6.1.7.2"},
    {"ColorSpace", {"DeviceGray", "DeviceRGB"}, "ISO 19005-3, 6.2.4.3"},
    {"CS", {"DeviceGray", "DeviceRGB"}, "ISO 19005-3, 6.2.4.3"},
    {"AFRelationship", {"Source", "Data", "Alternative", "Supplement", "Unspecified"}, "ISO 19005-3, 6.8"},
    {"Tabs", {"S"}, "ISO 14289-1, 7.18.3"},
};

static int
compare(const void *word, const void *clause)
{
    const char *a = word, *b = ((const Clause *)clause)->word;
    return *a != *b ? (unsigned char)*a - (unsigned char)*b : strcmp(a, b); /* asked for every key of a file: nearly always without a call */
}

const char *
clause_against_key(const char *key)
{
    const Clause *found = bsearch(key, keys, COUNT_OF(keys), sizeof *keys, compare);
    return found ? found->against : NULL;
}

/* Actions (6.5.1), annotations (6.3.1) and fonts (6.2.11.2) share the keys S and Subtype with much else, so their faults are named. */
const char *
clause_against_name(const char *key, const char *name)
{
    static const Clause names[] = {
        {"3D", "ISO 19005-3, 6.3.1"},
        {"Crypt", "ISO 19005-3, 6.1.7.2"},
        {"FileAttachment", "ISO 19005-3, 6.3.1"},
        {"GoTo3DView", "ISO 19005-3, 6.5.1"},
        {"Hide", "ISO 19005-3, 6.5.1"},
        {"ImportData", "ISO 19005-3, 6.5.1"},
        {"JavaScript", "ISO 19005-3, 6.5.1"},
        {"LZWDecode", "ISO 19005-3, 6.1.7.2"},
        {"Launch", "ISO 19005-3, 6.5.1"},
        {"Movie", "ISO 19005-3, 6.3.1"},
        {"Named", "ISO 19005-3, 6.5.1"},
        {"PS", "ISO 19005-3, 6.2.9"},
        {"PrinterMark", "ISO 14289-1, 7.18.8"},
        {"Rendition", "ISO 19005-3, 6.5.1"},
        {"ResetForm", "ISO 19005-3, 6.5.1"},
        {"Screen", "ISO 19005-3, 6.3.1"},
        {"SetOCGState", "ISO 19005-3, 6.5.1"},
        {"Sound", "ISO 19005-3, 6.3.1"},
        {"Trans", "ISO 19005-3, 6.5.1"},
        {"TrapNet", "ISO 14289-1, 7.18.2"},
        {"Type3", "ISO 19005-3, 6.2.11.2: the writer embeds Type 0 fonts alone"},
        {"Widget", "ISO 19005-3, 6.4.1"},
    };
    for (size_t i = 0; key && i < COUNT_OF(allowed); i++) {
        if (strcmp(allowed[i].key, key) != 0)
            continue;
        for (size_t k = 0; allowed[i].names[k]; k++)
            if (strcmp(allowed[i].names[k], name) == 0)
                return NULL;
        return allowed[i].against;
    }
    const Clause *found = bsearch(name, names, COUNT_OF(names), sizeof *names, compare);
    return found ? found->against : NULL;
}
