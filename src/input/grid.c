/* input/grid.c -- CSV: lines without a quote are cut at their separators, the others read by libcsv in strict mode, with places.
 *
 * Most lines have no quote, and there is nothing to decide about them: eight bytes at a time are looked through for separators.
 * What quotes mean is libcsv's to say, a record at a time. It gives no positions, but with white space left alone they follow from
 * what it gives: a plain cell is as long in the file as its text, a quoted one longer by two quotes and by one for every quote
 * inside. Strict mode stops at a fault; the reader reports it and starts anew on the next line, without the faulty row.
 */
#include "input/grid.h"

#include <csv.h>
#include <endian.h>
#include <stdlib.h>
#include <string.h>

enum {
    CHUNK = 64 * 1024, /* fed to libcsv at once, at most; between two the length of an open cell is looked at */
};

/* The separators, line ends and quotes of a source, one after the other. */
typedef struct Marks {
    const char *text;
    size_t length;
    char delimiter;
    size_t at;            /* eight bytes from here … */
    uint64_t found;       /* … have marks where a bit is set, the lowest byte being the first */
} Marks;

typedef struct GridReader {
    Diags *diags;
    const Source *source;
    const Grid *grid;
    GridRowFn *take;
    void *data;
    char delimiter;
    Marks marks;
    bool keeps_texts;     /* the cells of a row are wanted after it */
    bool stopped;
    size_t at;            /* where the next cell begins in the source */
    size_t row_start;     /* where this row begins */
    char *texts;          /* of the cells */
    size_t texts_used;
    size_t row_texts;     /* texts_used where this row begins */
    Cell *cells;          /* of this row; malloc */
    size_t count, capacity;
    bool too_many;
} GridReader;

static int
is_never_space(unsigned char c)
{
    (void)c;
    return 0;
}

static Loc
place(const GridReader *reader, size_t offset, size_t length)
{
    return (Loc){reader->source, (uint32_t)offset, (uint32_t)length};
}

static size_t
count_quotes(const char *text, size_t length)
{
    size_t count = 0;
    const char *end = text + length;
    while (text < end && (text = memchr(text, '"', (size_t)(end - text)))) {
        count++;
        text++;
    }
    return count;
}

/* One cell more of this row; its text goes where the caller says. */
static void
add_cell(GridReader *reader, const char *text, size_t length, size_t raw_length)
{
    if (length > GRID_CELL_MAX)
        diag(reader->diags, DIAG_CSV_CELL_TOO_LONG, place(reader, reader->at, 1), NULL);
    if (reader->count == GRID_COLUMNS_MAX) {
        if (!reader->too_many)
            diag(reader->diags, DIAG_CSV_TOO_MANY_CELLS, place(reader, reader->at, raw_length), NULL);
        reader->too_many = true;
    } else {
        if (reader->count == reader->capacity) {
            reader->capacity = reader->capacity ? reader->capacity * 2 : 16;
            reader->cells = base_realloc(reader->cells, reader->capacity * sizeof *reader->cells);
        }
        reader->cells[reader->count++] = (Cell){text, (uint32_t)length, (uint32_t)reader->at, (uint32_t)raw_length};
    }
    reader->at += raw_length + 1; /* and its separator */
}

/* The next row begins at `start` or behind the blank lines there. */
static void
begin_row(GridReader *reader, size_t start)
{
    const Source *source = reader->source;
    while (start < source->length && (source->text[start] == '\n' || source->text[start] == '\r'))
        start++;
    reader->at = reader->row_start = start;
    if (!reader->keeps_texts)
        reader->texts_used = 0;
    reader->row_texts = reader->texts_used;
    reader->count = 0;
    reader->too_many = false;
}

static void
end_row(GridReader *reader)
{
    reader->stopped = !reader->take(reader->data, reader->grid, &(GridRow){reader->cells, (uint32_t)reader->count});
    begin_row(reader, reader->at - 1);
}

/* ---- lines without quotes ------------------------------------------------------------------------------------------ */

typedef unsigned char EightBytes __attribute__((vector_size(8)));

/* The high bit of each of eight bytes that is a mark. */
static uint64_t
find_marks(const Marks *marks, size_t at)
{
    EightBytes bytes = {0};
    uint64_t found;
    if (marks->length - at >= sizeof bytes)
        memcpy(&bytes, marks->text + at, sizeof bytes);
    else
        memcpy(&bytes, marks->text + at, marks->length - at);
    EightBytes is_mark = (EightBytes)((bytes == (unsigned char)marks->delimiter) | (bytes == '\n') | (bytes == '\r') | (bytes == '"'));
    memcpy(&found, &is_mark, sizeof found);
    return le64toh(found) & UINT64_C(0x8080808080808080);
}

static void
marks_from(Marks *marks, size_t at)
{
    marks->at = at;
    marks->found = at < marks->length ? find_marks(marks, at) : 0;
}

/* The next mark, or the end of the text. */
static inline size_t
next_mark(Marks *marks)
{
    while (!marks->found) {
        marks->at += sizeof(EightBytes);
        if (marks->at >= marks->length)
            return marks->length;
        marks->found = find_marks(marks, marks->at);
    }
    size_t mark = marks->at + (size_t)__builtin_ctzll(marks->found) / 8;
    marks->found &= marks->found - 1;
    return mark;
}

/* The row that begins here, to the end of its line. False: there is a quote in it, and nothing was done. */
static bool
cut_line(GridReader *reader)
{
    const Source *source = reader->source;
    size_t start = reader->row_start, mark;
    char *texts = reader->texts + reader->texts_used;
    do {
        do
            mark = next_mark(&reader->marks);
        while (mark < reader->at); /* the second byte of CRLF, blank lines */
        if (mark < source->length && source->text[mark] == '"') {
            reader->count = 0;
            reader->at = start;
            return false;
        }
        add_cell(reader, texts + (reader->at - start), mark - reader->at, mark - reader->at);
    } while (mark < source->length && source->text[mark] == reader->delimiter);
    memcpy(texts, source->text + start, mark - start);
    for (size_t i = 0; i < reader->count; i++)
        texts[reader->cells[i].offset - start + reader->cells[i].length] = '\0';
    texts[mark - start] = '\0'; /* also of a cell that found no room */
    reader->texts_used += mark - start + 1;
    end_row(reader);
    return true;
}

/* ---- records with quotes ------------------------------------------------------------------------------------------- */

static void
on_cell(void *bytes, size_t length, void *data)
{
    GridReader *reader = data;
    if (reader->stopped)
        return;
    bool quoted = reader->at < reader->source->length && reader->source->text[reader->at] == '"';
    char *text = reader->texts + reader->texts_used;
    memcpy(text, bytes, length);
    text[length] = '\0';
    reader->texts_used += length + 1;
    add_cell(reader, text, length, length + (quoted ? 2 + count_quotes(bytes, length) : 0));
}

static void
on_row(int terminator, void *data)
{
    (void)terminator;
    GridReader *reader = data;
    if (!reader->stopped)
        end_row(reader);
}

static size_t
line_end(const Source *source, size_t at)
{
    const char *feed = at < source->length ? memchr(source->text + at, '\n', source->length - at) : NULL;
    return feed ? (size_t)(feed - source->text) : source->length;
}

/* Reports what stopped libcsv at `at`, drops the row, and says where to go on. */
static size_t
recover(GridReader *reader, size_t at)
{
    const Source *source = reader->source;
    size_t first_line_end = line_end(source, reader->at);
    reader->texts_used = reader->row_texts;
    reader->count = 0;
    size_t next = first_line_end;
    if (at > first_line_end || at >= source->length) {
        /* The quote that opened this cell ran on over the lines below. */
        diag(reader->diags, DIAG_CSV_UNCLOSED_QUOTE, place(reader, reader->at, 1), NULL);
    } else {
        diag(reader->diags, DIAG_CSV_STRAY_QUOTE, place(reader, reader->at, at - reader->at + 1), NULL);
        next = line_end(source, at);
    }
    return MIN_OF(next + 1, source->length);
}

/* Feeds a record, line by line until it ends, or to a fault; returns where to go on. */
static size_t
feed_record(GridReader *reader, struct csv_parser *parser)
{
    const Source *source = reader->source;
    size_t at = reader->row_start;
    while (at < source->length) {
        size_t length = MIN_OF((size_t)CHUNK, MIN_OF(line_end(source, at) + 1, source->length) - at);
        size_t done = csv_parse(parser, source->text + at, length, on_cell, on_row, reader);
        if (reader->stopped)
            return source->length;
        if (done < length) {
            if (csv_error(parser) != CSV_EPARSE)
                base_out_of_memory(length);
            return recover(reader, at + done);
        }
        at += length;
        if (reader->row_start >= at)
            return reader->row_start;
        if (parser->entry_pos > GRID_CELL_MAX) {
            /* Most likely a quote that is never closed: no use to read on to the end. */
            bool quoted = source->text[reader->at] == '"';
            if (quoted)
                return recover(reader, at);
            diag(reader->diags, DIAG_CSV_CELL_TOO_LONG, place(reader, reader->at, 1), NULL);
            return source->length;
        }
    }
    if (csv_fini(parser, on_cell, on_row, reader) != 0)
        return recover(reader, source->length);
    return source->length;
}

static size_t
read_record(GridReader *reader)
{
    struct csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
        base_out_of_memory(0);
    csv_set_delim(&parser, (unsigned char)reader->delimiter);
    csv_set_space_func(&parser, is_never_space);
    size_t next = feed_record(reader, &parser);
    csv_free(&parser);
    return next;
}

/* All rows of a decoded source; `texts` has room for all their cells, each of which needs its NUL in place of a separator. */
static bool
read_rows(GridReader *reader)
{
    size_t errors = diags_errors(reader->diags);
    const Source *source = reader->source;
    bool cuts = !strchr("\"\r\n", reader->delimiter);
    reader->marks = (Marks){.text = source->text, .length = source->length, .delimiter = reader->delimiter};
    begin_row(reader, source->text_start);
    marks_from(&reader->marks, reader->row_start);
    while (reader->row_start < source->length && !reader->stopped) {
        if (cuts && cut_line(reader))
            continue;
        begin_row(reader, read_record(reader));
        marks_from(&reader->marks, reader->row_start);
    }
    free(reader->cells);
    return diags_errors(reader->diags) == errors;
}

typedef struct Keeper {
    Arena *arena;
    Grid *grid;
} Keeper;

static bool
keep_row(void *data, const Grid *grid, const GridRow *row)
{
    (void)grid;
    Keeper *keeper = data;
    Cell *cells = ARENA_ARRAY(keeper->arena, Cell, row->count);
    memcpy(cells, row->cells, row->count * sizeof *cells);
    VEC_PUSH(keeper->arena, &keeper->grid->rows, (GridRow){cells, row->count});
    return true;
}

bool
grid_parse_as(Arena *arena, Diags *diags, const Source *source, char delimiter, Charset charset, Grid *out)
{
    const Source *decoded = charset_decode(arena, diags, source, charset);
    *out = (Grid){.source = decoded ? decoded : source};
    if (!decoded)
        return false;
    Keeper keeper = {arena, out};
    GridReader reader = {
        .diags = diags,
        .source = decoded,
        .grid = out,
        .take = keep_row,
        .data = &keeper,
        .delimiter = delimiter,
        .keeps_texts = true,
        .texts = arena_alloc(arena, decoded->length + 2),
    };
    return read_rows(&reader);
}

bool
grid_parse(Arena *arena, Diags *diags, const Source *source, char delimiter, Grid *out)
{
    return grid_parse_as(arena, diags, source, delimiter, CHARSET_UTF8, out);
}

bool
grid_each(Diags *diags, const Source *source, char delimiter, GridRowFn *take, void *data)
{
    Grid grid = {.source = source};
    GridReader reader = {
        .diags = diags,
        .source = source,
        .grid = &grid,
        .take = take,
        .data = data,
        .delimiter = delimiter,
        .texts = base_alloc(source->length + 2), /* of which a row's worth is ever touched */
    };
    bool ok = read_rows(&reader);
    free(reader.texts);
    return ok;
}

Loc
grid_loc(const Grid *grid, const Cell *cell)
{
    return (Loc){grid->source, cell->offset, cell->raw_length};
}
