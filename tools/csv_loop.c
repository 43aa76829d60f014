/* What reading a CSV file costs at least: libcsv with callbacks that count. tools/bench.sh sets it beside `shudu check`. */
#include <csv.h>
#include <stdio.h>

static void
on_cell(void *bytes, size_t length, void *data)
{
    (void)bytes, (void)length;
    ++*(long *)data;
}

static void
on_row(int terminator, void *data)
{
    (void)terminator, (void)data;
}

int
main(int argc, char **argv)
{
    static char bytes[1 << 16];
    struct csv_parser parser;
    FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
    long cells = 0;
    if (!file || csv_init(&parser, CSV_STRICT) != 0)
        return 1;
    for (size_t length; (length = fread(bytes, 1, sizeof bytes, file)) > 0;)
        if (csv_parse(&parser, bytes, length, on_cell, on_row, &cells) != length)
            return 1;
    csv_fini(&parser, on_cell, on_row, &cells);
    csv_free(&parser);
    fclose(file);
    printf("%ld cells\n", cells);
    return 0;
}
