/* The least that a program on libcsv does with a file: counts cells and rows.   usage: csv_count FILE */
#include <csv.h>
#include <stdio.h>
#include <stdlib.h>

static size_t cells, rows;

static void
on_cell(void *text, size_t length, void *data)
{
    (void)text;
    (void)length;
    (void)data;
    cells++;
}

static void
on_row(int end, void *data)
{
    (void)end;
    (void)data;
    rows++;
}

int
main(int argc, char **argv)
{
    static char chunk[1 << 16];
    struct csv_parser parser;
    FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
    if (!file || csv_init(&parser, CSV_STRICT) != 0)
        return 1;
    for (size_t length; (length = fread(chunk, 1, sizeof chunk, file)) > 0;)
        if (csv_parse(&parser, chunk, length, on_cell, on_row, NULL) != length)
            return 1;
    csv_fini(&parser, on_cell, on_row, NULL);
    csv_free(&parser);
    fclose(file);
    printf("%zu cells, %zu rows\n", cells, rows);
    return 0;
}
