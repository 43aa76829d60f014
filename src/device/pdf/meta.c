#include "device/pdf/meta.h"

#include "base/map.h"

#include <hpdf_utils.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- dates --------------------------------------------------------------------------------------------------------- */

static bool
digits_at(const char *text, const char *pattern)
{
    for (; *pattern; pattern++, text++) {
        if (*pattern == '0' ? *text < '0' || *text > '9' : *text != *pattern)
            return false;
    }
    return true;
}

const char *
meta_date(Arena *arena, const char *iso)
{
    if (!iso || !digits_at(iso, "0000-00-00"))
        return NULL;
    int month = atoi(iso + 5), day = atoi(iso + 8);
    if (month < 1 || month > 12 || day < 1 || day > 31)
        return NULL;
    const char *time = "T00:00:00", *zone = "Z";
    if (iso[10]) {
        if (!digits_at(iso + 10, "T00:00:00"))
            return NULL;
        time = iso + 10;
        zone = iso + 19;
        if (atoi(time + 1) > 23 || atoi(time + 4) > 59 || atoi(time + 7) > 59)
            return NULL;
    }
    bool offset = (*zone == '+' || *zone == '-') && digits_at(zone + 1, "00:00") && strlen(zone) == 6;
    if (!offset && strcmp(zone, "Z") != 0)
        return NULL;
    const char *shift = offset ? arena_printf(arena, "%.3s'%.2s'", zone, zone + 4) : "Z";
    return arena_printf(arena, "D:%.4s%.2s%.2s%.2s%.2s%.2s%s", iso, iso + 5, iso + 8, time + 1, time + 4, time + 7, shift);
}

static const char *
xmp_date(Arena *arena, const char *iso)
{
    return iso[10] ? iso : arena_printf(arena, "%sT00:00:00Z", iso);
}

/* ---- the information dictionary and XMP ---------------------------------------------------------------------------- */

#define PRODUCER "shudu (libharu " HPDF_VERSION_TEXT ")"

PdfRef
meta_write_info(Arena *arena, PdfFile *file, const Scene *scene)
{
    const SceneMeta *meta = &scene->meta;
    int lang = scene->main_lang;
    const char *date = meta_date(arena, meta->created);
    HPDF_Dict dict = pdf_dict(file);
    pdf_put_text(file, dict, "Title", meta->title.in[lang]);
    pdf_put_text(file, dict, "Author", meta->author);
    pdf_put_text(file, dict, "Subject", meta->subject.in[lang]);
    pdf_put_text(file, dict, "Keywords", meta->keywords.in[lang]);
    pdf_put_text(file, dict, "Producer", PRODUCER);
    pdf_put_text(file, dict, "CreationDate", date);
    pdf_put_text(file, dict, "ModDate", date);
    PdfRef ref = pdf_reserve(file);
    pdf_write(file, ref, dict);
    return ref;
}

static void
add_element(Buf *xmp, const char *name, const char *text)
{
    if (str_is_empty(text))
        return;
    buf_printf(xmp, "<%s>", name);
    buf_add_xml(xmp, text);
    buf_printf(xmp, "</%s>\n", name);
}

/* One value for each language, the main one first as the default. */
static void
add_alternatives(Buf *xmp, const Scene *scene, const char *name, const Texts *texts)
{
    const char *standard = texts->in[scene->main_lang];
    if (str_is_empty(standard))
        return;
    buf_printf(xmp, "<%s><rdf:Alt><rdf:li xml:lang=\"x-default\">", name);
    buf_add_xml(xmp, standard);
    buf_add(xmp, "</rdf:li>");
    for (int i = 0; i < scene->lang_count; i++) {
        if (str_is_empty(texts->in[i]))
            continue;
        buf_printf(xmp, "<rdf:li xml:lang=\"%s\">", scene->lang_tags[i]);
        buf_add_xml(xmp, texts->in[i]);
        buf_add(xmp, "</rdf:li>");
    }
    buf_printf(xmp, "</rdf:Alt></%s>\n", name);
}

/* 6.6.2.3.3 of ISO 19005-3: pdfuaid is no schema that PDF/A knows, so the file describes it. */
static const char extension_schema[] =
    "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">"
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">"
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>\n";

static PdfRef
write_xmp(Arena *arena, PdfFile *file, const Scene *scene)
{
    const SceneMeta *meta = &scene->meta;
    const char *date = meta_date(arena, meta->created) ? xmp_date(arena, meta->created) : NULL;
    Buf xmp = BUF_INIT;
    buf_add(&xmp, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                  "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                  "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
                  " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
                  " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n<dc:format>application/pdf</dc:format>\n");
    add_alternatives(&xmp, scene, "dc:title", &meta->title);
    add_alternatives(&xmp, scene, "dc:description", &meta->subject);
    add_alternatives(&xmp, scene, "dc:rights", &meta->licence);
    if (!str_is_empty(meta->author)) {
        buf_add(&xmp, "<dc:creator><rdf:Seq><rdf:li>");
        buf_add_xml(&xmp, meta->author);
        buf_add(&xmp, "</rdf:li></rdf:Seq></dc:creator>\n");
    }
    buf_add(&xmp, "<dc:language><rdf:Bag>");
    buf_printf(&xmp, "<rdf:li>%s</rdf:li>", scene->lang_tags[scene->main_lang]);
    for (int i = 0; i < scene->lang_count; i++)
        if (i != scene->main_lang)
            buf_printf(&xmp, "<rdf:li>%s</rdf:li>", scene->lang_tags[i]);
    buf_add(&xmp, "</rdf:Bag></dc:language>\n");
    add_element(&xmp, "xmp:CreateDate", date);
    add_element(&xmp, "xmp:ModifyDate", date);
    add_element(&xmp, "pdf:Keywords", meta->keywords.in[scene->main_lang]);
    add_element(&xmp, "pdf:Producer", PRODUCER);
    buf_add(&xmp, "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>\n");
    buf_add(&xmp, "<pdfuaid:part>1</pdfuaid:part></rdf:Description>\n");
    buf_add(&xmp, extension_schema);
    buf_add(&xmp, "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>");
    HPDF_Dict dict = pdf_dict(file);
    pdf_put_name(file, dict, "Type", "Metadata");
    pdf_put_name(file, dict, "Subtype", "XML");
    PdfRef ref = pdf_reserve(file);
    pdf_write_stream(file, ref, dict, xmp.ptr, xmp.length, false); /* plain: tools that know no PDF look for it */
    buf_clear(&xmp);
    return ref;
}

/* ---- output intent ------------------------------------------------------------------------------------------------- */

static void
add_u16(Buf *out, unsigned value)
{
    buf_add_char(out, (char)(value >> 8));
    buf_add_char(out, (char)value);
}

static void
add_u32(Buf *out, uint32_t value)
{
    add_u16(out, value >> 16);
    add_u16(out, value & 0xFFFF);
}

static void
add_fixed(Buf *out, const double *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add_u32(out, (uint32_t)(int32_t)lround(values[i] * 65536));
}

static void
add_icc_text(Buf *out, const char *text)
{
    buf_add_bytes(out, "mluc\0\0\0\0", 8);
    add_u32(out, 1);
    add_u32(out, 12);
    buf_add_bytes(out, "enUS", 4);
    add_u32(out, (uint32_t)strlen(text) * 2);
    add_u32(out, 28);
    for (; *text; text++)
        add_u16(out, (unsigned char)*text);
}

/* Colorants of IEC 61966-2-1 adapted to D50 by Bradford's matrix, and its curve as a parametric one (ICC.1:2010, 10.16). */
void
meta_srgb_profile(Buf *out)
{
    static const double white[] = {0.9642, 1, 0.8249}, red[] = {0.436065674, 0.222488403, 0.013916016};
    static const double green[] = {0.385147095, 0.716873169, 0.097076416};
    static const double blue[] = {0.143066406, 0.060607910, 0.714096069};
    static const double adaptation[] = {
        1.047882080, 0.022918701, -0.050201416,
        0.029586792, 0.990478516, -0.017059326,
        -0.009231567, 0.015075684, 0.751678467,
    };
    static const double curve[] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
    static const struct { const char *tag, *type; const double *values; size_t count; } tags[] = {
        {"wtpt", "XYZ ", white, 3}, {"chad", "sf32", adaptation, 9}, {"rXYZ", "XYZ ", red, 3}, {"gXYZ", "XYZ ", green, 3},
        {"bXYZ", "XYZ ", blue, 3}, {"rTRC", "para", curve, 5}, {"gTRC", "para", curve, 5}, {"bTRC", "para", curve, 5},
    };
    enum { HEADER = 128, TAGS = COUNT_OF(tags) + 2, CURVES = 5 };
    Buf table = BUF_INIT, data = BUF_INIT;
    size_t base = HEADER + 4 + 12 * TAGS, start = 0;
    add_u32(&table, TAGS);
    for (size_t i = 0; i < TAGS; i++) {
        size_t k = i - 2;
        if (i < 2 || k <= CURVES) { /* the three channels share one curve */
            start = data.length;
            if (i < 2) {
                add_icc_text(&data, i == 0 ? "sRGB" : "CC0");
            } else {
                buf_add_bytes(&data, tags[k].type, 4);
                add_u32(&data, 0);
                if (k == CURVES)
                    add_u32(&data, 3u << 16);
                add_fixed(&data, tags[k].values, tags[k].count);
            }
        }
        size_t length = data.length - start;
        buf_add_bytes(&table, i == 0 ? "desc" : i == 1 ? "cprt" : tags[k].tag, 4);
        add_u32(&table, (uint32_t)(base + start));
        add_u32(&table, (uint32_t)length);
        if (i < 2 || k < CURVES)
            while (data.length % 4)
                buf_add_char(&data, 0);
    }
    size_t at = out->length;
    add_u32(out, (uint32_t)(base + data.length));
    add_u32(out, 0);
    add_u32(out, 0x04200000); /* version 4.2 */
    buf_add(out, "mntrRGB XYZ ");
    const unsigned created[] = {2024, 1, 1, 0, 0, 0};
    for (size_t i = 0; i < COUNT_OF(created); i++)
        add_u16(out, created[i]);
    buf_add(out, "acsp");
    for (int i = 0; i < 28; i++)
        buf_add_char(out, 0);
    add_fixed(out, (const double[]){0.9642, 1, 0.8249}, 3);
    while (out->length - at < HEADER)
        buf_add_char(out, 0);
    buf_add_bytes(out, table.ptr, table.length);
    buf_add_bytes(out, data.ptr, data.length);
    buf_clear(&table);
    buf_clear(&data);
}

static PdfRef
write_output_intent(PdfFile *file)
{
    Buf icc = BUF_INIT;
    meta_srgb_profile(&icc);
    HPDF_Dict profile = pdf_dict(file), intent = pdf_dict(file);
    pdf_put_int(file, profile, "N", 3);
    PdfRef profile_ref = pdf_reserve(file), ref = pdf_reserve(file);
    pdf_write_stream(file, profile_ref, profile, icc.ptr, icc.length, true);
    buf_clear(&icc);
    pdf_put_name(file, intent, "Type", "OutputIntent");
    pdf_put_name(file, intent, "S", "GTS_PDFA1");
    pdf_put_text(file, intent, "OutputConditionIdentifier", "sRGB IEC61966-2.1");
    pdf_put_text(file, intent, "Info", "sRGB IEC61966-2.1");
    pdf_put_ref(file, intent, "DestOutputProfile", profile_ref);
    pdf_write(file, ref, intent);
    return ref;
}

/* ---- attachments --------------------------------------------------------------------------------------------------- */

static PdfRef
write_attachment(Arena *arena, PdfFile *file, const Scene *scene, const Attachment *a)
{
    HPDF_MD5_CTX md5;
    HPDF_BYTE digest[16];
    HPDF_MD5Init(&md5);
    HPDF_MD5Update(&md5, (const HPDF_BYTE *)a->bytes, (HPDF_UINT32)a->size);
    HPDF_MD5Final(digest, &md5);
    HPDF_Dict data = pdf_dict(file), params = pdf_dict(file), files = pdf_dict(file), spec = pdf_dict(file);
    pdf_put_int(file, params, "Size", (int64_t)a->size);
    pdf_put_text(file, params, "ModDate", meta_date(arena, scene->meta.created));
    pdf_put_bytes(file, params, "CheckSum", digest, sizeof digest);
    pdf_put_name(file, data, "Type", "EmbeddedFile");
    pdf_put_name(file, data, "Subtype", a->mime);
    pdf_put(file, data, "Params", params);
    PdfRef data_ref = pdf_reserve(file), ref = pdf_reserve(file);
    pdf_write_stream(file, data_ref, data, a->bytes, a->size, true);
    pdf_put_ref(file, files, "F", data_ref);
    pdf_put_ref(file, files, "UF", data_ref);
    pdf_put_name(file, spec, "Type", "Filespec");
    pdf_put_text(file, spec, "F", a->name);
    pdf_put_text(file, spec, "UF", a->name);
    pdf_put_text(file, spec, "Desc", a->description);
    pdf_put_name(file, spec, "AFRelationship", a->relationship);
    pdf_put(file, spec, "EF", files);
    pdf_write(file, ref, spec);
    return ref;
}

static PdfRef
write_attachments(Arena *arena, PdfFile *file, const Scene *scene, HPDF_Dict catalog)
{
    size_t count = scene->attachments.count;
    PdfNamed *entries = ARENA_ARRAY(arena, PdfNamed, count + 1);
    HPDF_Array af = pdf_array(file);
    for (size_t i = 0; i < count; i++) {
        const Attachment *a = &scene->attachments.items[i];
        entries[i] = (PdfNamed){a->name, write_attachment(arena, file, scene, a)};
        pdf_push_ref(file, af, entries[i].ref);
    }
    pdf_put(file, catalog, "AF", af);
    return pdf_write_name_tree(file, entries, count, true);
}

/* ---- destinations and outline -------------------------------------------------------------------------------------- */

static HPDF_Array
place_on_page(PdfFile *file, const Scene *scene, const PdfRef *pages, uint32_t index, Point at)
{
    const Page *page = &scene->pages.items[index];
    HPDF_Array array = pdf_array(file);
    pdf_push_ref(file, array, pages[index]);
    pdf_push_name(file, array, "XYZ");
    pdf_push_number(file, array, round((at.x + page->bleed) * 100) / 100);
    pdf_push_number(file, array, round((page->height + page->bleed - at.y) * 100) / 100);
    pdf_push_null(file, array); /* the zoom stays */
    return array;
}

static PdfRef
write_dests(Arena *arena, PdfFile *file, const Scene *scene, const PdfRef *pages)
{
    size_t count = 0;
    PdfNamed *entries = ARENA_ARRAY(arena, PdfNamed, scene->dests.count + 1);
    Map seen;
    map_init(&seen, arena);
    for (size_t i = 0; i < scene->dests.count; i++) {
        const Dest *dest = &scene->dests.items[i];
        if (map_has(&seen, dest->name)) /* the first of a name is where links lead */
            continue;
        map_put(&seen, dest->name, arena);
        entries[count++] = (PdfNamed){dest->name, pdf_reserve(file)};
        pdf_write(file, entries[count - 1].ref, place_on_page(file, scene, pages, dest->page, dest->at));
    }
    return pdf_write_name_tree(file, entries, count, false);
}

typedef struct OutlineNode {
    PdfRef ref;
    int parent, first, last, previous, next, children; /* -1: none; parent -1: the root */
} OutlineNode;

/* Links items by their levels; an item that skips a level hangs on the nearest one above. */
static void
link_outline(const Scene *scene, OutlineNode *nodes, OutlineNode *root)
{
    int count = (int)scene->outline.count;
    for (int i = 0; i < count; i++) {
        int parent = i - 1;
        while (parent >= 0 && scene->outline.items[parent].level >= scene->outline.items[i].level)
            parent = nodes[parent].parent;
        OutlineNode *above = parent < 0 ? root : &nodes[parent];
        nodes[i].parent = parent;
        nodes[i].first = nodes[i].last = nodes[i].next = -1;
        nodes[i].previous = above->last;
        if (above->last >= 0)
            nodes[above->last].next = i;
        else
            above->first = i;
        above->last = i;
        above->children++;
    }
}

static PdfRef
write_outline(Arena *arena, PdfFile *file, const Scene *scene, const PdfRef *pages)
{
    size_t count = scene->outline.count;
    OutlineNode root = {pdf_reserve(file), -1, -1, -1, -1, -1, 0}, *nodes = ARENA_ARRAY(arena, OutlineNode, count + 1);
    for (size_t i = 0; i < count; i++)
        nodes[i].ref = pdf_reserve(file);
    link_outline(scene, nodes, &root);
    for (size_t i = 0; i < count; i++) {
        const OutlineItem *item = &scene->outline.items[i];
        const OutlineNode *node = &nodes[i];
        HPDF_Dict dict = pdf_dict(file);
        pdf_put_text(file, dict, "Title", item->title);
        pdf_put_ref(file, dict, "Parent", node->parent < 0 ? root.ref : nodes[node->parent].ref);
        pdf_put(file, dict, "Dest", place_on_page(file, scene, pages, item->page, item->at));
        if (node->previous >= 0)
            pdf_put_ref(file, dict, "Prev", nodes[node->previous].ref);
        if (node->next >= 0)
            pdf_put_ref(file, dict, "Next", nodes[node->next].ref);
        if (node->children) {
            pdf_put_ref(file, dict, "First", nodes[node->first].ref);
            pdf_put_ref(file, dict, "Last", nodes[node->last].ref);
            pdf_put_int(file, dict, "Count", -node->children); /* closed */
        }
        pdf_write(file, node->ref, dict);
    }
    HPDF_Dict dict = pdf_dict(file);
    pdf_put_name(file, dict, "Type", "Outlines");
    pdf_put_ref(file, dict, "First", nodes[root.first].ref);
    pdf_put_ref(file, dict, "Last", nodes[root.last].ref);
    pdf_put_int(file, dict, "Count", root.children);
    pdf_write(file, root.ref, dict);
    return root.ref;
}

/* ---- page labels --------------------------------------------------------------------------------------------------- */

typedef struct LabelStyle {
    char style;         /* 'D', 'r'; 0: a text of its own */
    int number;
    const char *prefix; /* where there is no style */
} LabelStyle;

static const char *
roman(Arena *arena, int number)
{
    static const struct { int value; const char *letters; } parts[] = {
        {1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"},
        {5, "v"}, {4, "iv"}, {1, "i"},
    };
    Buf out = BUF_INIT;
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        for (; number >= parts[i].value; number -= parts[i].value)
            buf_add(&out, parts[i].letters);
    char *taken = buf_take(&out, arena);
    buf_clear(&out);
    return taken;
}

static LabelStyle
label_style(Arena *arena, const char *label, LabelStyle before)
{
    if (str_is_empty(label))
        return (LabelStyle){0, 0, ""};
    if (strspn(label, "0123456789") == strlen(label) && label[0] != '0' && strlen(label) < 9)
        return (LabelStyle){'D', atoi(label), NULL};
    /* Roman numbers up to a thousand front pages. After i, ii the next is the expected one; else look. */
    if (before.style == 'r' && strcmp(roman(arena, before.number + 1), label) == 0)
        return (LabelStyle){'r', before.number + 1, NULL};
    for (int n = 1; n <= 1000 && strspn(label, "ivxlcdm") == strlen(label); n++)
        if (strcmp(roman(arena, n), label) == 0)
            return (LabelStyle){'r', n, NULL};
    return (LabelStyle){0, 0, label};
}

static HPDF_Dict
page_labels(Arena *arena, PdfFile *file, const Scene *scene)
{
    HPDF_Dict dict = pdf_dict(file);
    HPDF_Array nums = pdf_array(file);
    LabelStyle before = {0, 0, NULL};
    for (size_t i = 0; i < scene->pages.count; i++) {
        LabelStyle now = label_style(arena, scene->pages.items[i].label, before);
        bool goes_on = i > 0 && now.style && now.style == before.style && now.number == before.number + 1;
        before = now;
        if (goes_on)
            continue;
        HPDF_Dict range = pdf_dict(file);
        if (now.style)
            pdf_put_name(file, range, "S", now.style == 'D' ? "D" : "r");
        else if (now.prefix[0])
            pdf_put_text(file, range, "P", now.prefix);
        if (now.style && now.number > 1)
            pdf_put_int(file, range, "St", now.number);
        pdf_push_int(file, nums, (int64_t)i);
        pdf_push(file, nums, range);
    }
    pdf_put(file, dict, "Nums", nums);
    return dict;
}

/* ---- the catalog --------------------------------------------------------------------------------------------------- */

static bool
has_labels(const Scene *scene)
{
    for (size_t i = 0; i < scene->pages.count; i++)
        if (!str_is_empty(scene->pages.items[i].label))
            return true;
    return false;
}

void
meta_put(Arena *arena, PdfFile *file, const Scene *scene, const PdfRef *pages, HPDF_Dict catalog)
{
    HPDF_Dict marks = pdf_dict(file), viewer = pdf_dict(file);
    pdf_put_text(file, catalog, "Lang", scene->lang_tags[scene->main_lang]);
    pdf_put_bool(file, marks, "Marked", true);
    pdf_put(file, catalog, "MarkInfo", marks);
    pdf_put_bool(file, viewer, "DisplayDocTitle", true);
    pdf_put(file, catalog, "ViewerPreferences", viewer);
    pdf_put_ref(file, catalog, "Metadata", write_xmp(arena, file, scene));
    HPDF_Array intents = pdf_array(file);
    pdf_push_ref(file, intents, write_output_intent(file));
    pdf_put(file, catalog, "OutputIntents", intents);
    if (has_labels(scene))
        pdf_put(file, catalog, "PageLabels", page_labels(arena, file, scene));
    if (scene->outline.count) {
        pdf_put_ref(file, catalog, "Outlines", write_outline(arena, file, scene, pages));
        pdf_put_name(file, catalog, "PageMode", "UseOutlines");
    }
    if (scene->dests.count == 0 && scene->attachments.count == 0)
        return;
    HPDF_Dict names = pdf_dict(file);
    if (scene->dests.count)
        pdf_put_ref(file, names, "Dests", write_dests(arena, file, scene, pages));
    if (scene->attachments.count)
        pdf_put_ref(file, names, "EmbeddedFiles", write_attachments(arena, file, scene, catalog));
    pdf_put(file, catalog, "Names", names);
}
