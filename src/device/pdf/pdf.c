#include "device/pdf/pdf.h"

#include "device/pdf/check.h"
#include "device/pdf/content.h"
#include "device/pdf/meta.h"

enum { PAGES_PER_NODE = 64 };

typedef struct PageTree {
    PdfRef root, *pages, *parents; /* of each page */
} PageTree;

/* Two levels, so that readers find a page of a long document quickly. */
static PageTree
reserve_pages(Arena *arena, PdfFile *file, size_t count)
{
    PageTree tree = {pdf_reserve(file), ARENA_ARRAY(arena, PdfRef, count), ARENA_ARRAY(arena, PdfRef, count)};
    for (size_t i = 0; i < count; i++) {
        tree.pages[i] = pdf_reserve(file);
        if (count <= PAGES_PER_NODE)
            tree.parents[i] = tree.root;
        else
            tree.parents[i] = i % PAGES_PER_NODE == 0 ? pdf_reserve(file) : tree.parents[i - 1];
    }
    return tree;
}

static void
write_node(PdfFile *file, PdfRef ref, PdfRef parent, HPDF_Array kids, size_t count)
{
    HPDF_Dict dict = pdf_dict(file);
    pdf_put_name(file, dict, "Type", "Pages");
    if (parent)
        pdf_put_ref(file, dict, "Parent", parent);
    pdf_put(file, dict, "Kids", kids);
    pdf_put_int(file, dict, "Count", (int64_t)count);
    pdf_write(file, ref, dict);
}

static void
write_page_tree(PdfFile *file, const PageTree *tree, size_t count)
{
    HPDF_Array nodes = pdf_array(file);
    for (size_t from = 0; from < count; from += PAGES_PER_NODE) {
        size_t to = MIN_OF(from + PAGES_PER_NODE, count);
        bool flat = tree->parents[from] == tree->root;
        HPDF_Array kids = flat ? nodes : pdf_array(file);
        for (size_t i = from; i < to; i++)
            pdf_push_ref(file, kids, tree->pages[i]);
        if (flat)
            continue;
        write_node(file, tree->parents[from], tree->root, kids, to - from);
        pdf_push_ref(file, nodes, tree->parents[from]);
    }
    write_node(file, tree->root, 0, nodes, count);
}

bool
device_pdf(const Scene *scene, const DeviceOptions *options, Buf *out, Diags *diags, Loc loc)
{
    (void)options;
    Arena *arena = arena_new();
    PdfFile *file = pdf_file_new(arena, diags, loc);
    document_check(arena, file, scene);
    PageTree tree = reserve_pages(arena, file, scene->pages.count);
    PdfFonts *fonts = pdf_fonts_new(arena, file, scene);
    Painter *painter = painter_new(arena, file);
    Tags *tags = tags_new(arena, file, scene, tree.pages);
    replay(scene, content_new(arena, file, scene, fonts, painter, tags, tree.pages, tree.parents, diags));
    painter_write_resources(painter, fonts);
    HPDF_Dict catalog = pdf_dict(file);
    pdf_put_name(file, catalog, "Type", "Catalog");
    pdf_put_ref(file, catalog, "Pages", tree.root);
    pdf_put_ref(file, catalog, "StructTreeRoot", tags_write(tags));
    meta_put(arena, file, scene, tree.pages, catalog);
    write_page_tree(file, &tree, scene->pages.count);
    PdfRef catalog_ref = pdf_reserve(file), info = meta_write_info(arena, file, scene);
    pdf_write(file, catalog_ref, catalog);
    bool good = pdf_finish(file, catalog_ref, info, out);
    arena_free(arena);
    return good;
}
