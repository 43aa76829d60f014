/* Compares two PNG pictures with tolerance: the same chart drawn by another version of a library passes, a label gone does not.
 *
 *     compare WANTED.png GOT.png [DIFF.png]          exit 0 within the limits; prints both measures
 *     compare -o OUT.png [-s N] [-c X,Y,W,H] IN.png  cuts out a part (px of IN), then takes the mean of N × N pixels
 *
 * mean: difference of a channel, 0 to 255, over all pixels. largest: the same over the worst square of 3 × 3 pixels.
 * A difference in anti-aliasing moves neither far; a thin line or a letter in another place moves the second.
 */
#include <png.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHANNELS = 3, MIN_SQUARE = 3 };
static const double MEAN_LIMIT = 1.0, LARGEST_LIMIT = 40.0;

typedef struct Picture {
    int width, height;
    unsigned char *pixels; /* RGB on white */
} Picture;

static void
fail(const char *path, const char *what)
{
    fprintf(stderr, "compare: %s: %s\n", path, what);
    exit(2);
}

static Picture
picture_read(const char *path)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    png_color white = {255, 255, 255};
    if (!png_image_begin_read_from_file(&image, path))
        fail(path, image.message);
    image.format = PNG_FORMAT_RGB;
    Picture picture = {(int)image.width, (int)image.height, malloc(PNG_IMAGE_SIZE(image))};
    if (!picture.pixels || !png_image_finish_read(&image, &white, picture.pixels, 0, NULL))
        fail(path, image.message);
    return picture;
}

static void
picture_write(const Picture *picture, const char *path)
{
    png_image image = {.version = PNG_IMAGE_VERSION, .width = (png_uint_32)picture->width, .height = (png_uint_32)picture->height, .format = PNG_FORMAT_RGB};
    if (!png_image_write_to_file(&image, path, 0, picture->pixels, 0, NULL))
        fail(path, image.message);
}

static unsigned char *
pixel(const Picture *picture, int x, int y)
{
    return picture->pixels + ((size_t)y * (size_t)picture->width + (size_t)x) * CHANNELS;
}

/* ---- cutting and shrinking ---------------------------------------------------------------------------------- */

static Picture
picture_shrink(const Picture *in, const int part[4], int by)
{
    Picture out = {part[2] / by, part[3] / by, NULL};
    out.pixels = calloc((size_t)out.width * (size_t)out.height, CHANNELS);
    for (int i = 0; i < out.width * out.height * CHANNELS; i++) {
        int x = i / CHANNELS % out.width, y = i / CHANNELS / out.width, sum = 0;
        for (int k = 0; k < by * by; k++)
            sum += pixel(in, part[0] + x * by + k % by, part[1] + y * by + k / by)[i % CHANNELS];
        out.pixels[i] = (unsigned char)((sum + by * by / 2) / (by * by));
    }
    return out;
}

static int
shrink(const char *in_path, const char *out_path, const char *part_text, int by)
{
    Picture in = picture_read(in_path);
    int part[4] = {0, 0, in.width, in.height};
    if (part_text && sscanf(part_text, "%d,%d,%d,%d", &part[0], &part[1], &part[2], &part[3]) != 4)
        fail(in_path, "-c X,Y,W,H");
    if (by < 1 || part[0] < 0 || part[1] < 0 || part[2] < by || part[3] < by || part[0] + part[2] > in.width || part[1] + part[3] > in.height)
        fail(in_path, "the part lies outside");
    Picture out = picture_shrink(&in, part, by);
    picture_write(&out, out_path);
    free(in.pixels);
    free(out.pixels);
    return 0;
}

/* ---- comparing --------------------------------------------------------------------------------------------- */

static int
difference(const Picture *a, const Picture *b, int x, int y)
{
    const unsigned char *p = pixel(a, x, y), *q = pixel(b, x, y);
    int sum = 0;
    for (int c = 0; c < CHANNELS; c++)
        sum += abs(p[c] - q[c]);
    return sum;
}

/* What differs, dark on white. */
static void
write_difference(const Picture *a, const Picture *b, const char *path)
{
    Picture out = {a->width, a->height, malloc((size_t)a->width * (size_t)a->height * CHANNELS)};
    for (int y = 0; y < a->height; y++)
        for (int x = 0; x < a->width; x++)
            memset(pixel(&out, x, y), 255 - difference(a, b, x, y) / CHANNELS, CHANNELS);
    picture_write(&out, path);
    free(out.pixels);
}

static double
square_difference(const Picture *a, const Picture *b, int x, int y)
{
    double sum = 0;
    for (int k = 0; k < MIN_SQUARE * MIN_SQUARE; k++)
        sum += difference(a, b, x + k % MIN_SQUARE, y + k / MIN_SQUARE);
    return sum / (MIN_SQUARE * MIN_SQUARE * CHANNELS);
}

static int
compare(const char *wanted_path, const char *got_path, const char *diff_path)
{
    Picture wanted = picture_read(wanted_path), got = picture_read(got_path);
    if (wanted.width != got.width || wanted.height != got.height) {
        printf("%d x %d px, wanted %d x %d\n", got.width, got.height, wanted.width, wanted.height);
        return 1;
    }
    double sum = 0, largest = 0;
    for (int y = 0; y < got.height; y++) {
        for (int x = 0; x < got.width; x++) {
            sum += difference(&wanted, &got, x, y);
            bool whole = x + MIN_SQUARE <= got.width && y + MIN_SQUARE <= got.height;
            double square = whole ? square_difference(&wanted, &got, x, y) : 0;
            largest = square > largest ? square : largest;
        }
    }
    double mean = sum / ((double)got.width * got.height * CHANNELS);
    bool within = mean <= MEAN_LIMIT && largest <= LARGEST_LIMIT;
    printf("mean %.2f of %.0f, largest %.1f of %.0f\n", mean, MEAN_LIMIT, largest, LARGEST_LIMIT);
    if (!within && diff_path)
        write_difference(&wanted, &got, diff_path);
    free(wanted.pixels);
    free(got.pixels);
    return within ? 0 : 1;
}

int
main(int count, char **args)
{
    const char *out = NULL, *part = NULL;
    int by = 1, i = 1;
    for (; i + 1 < count && args[i][0] == '-'; i += 2) {
        switch (args[i][1]) {
        case 'o': out = args[i + 1]; break;
        case 'c': part = args[i + 1]; break;
        case 's': by = atoi(args[i + 1]); break;
        default: fail(args[i], "no such option");
        }
    }
    if (out && i + 1 == count)
        return shrink(args[i], out, part, by);
    if (!out && i + 2 <= count)
        return compare(args[i], args[i + 1], i + 2 < count ? args[i + 2] : NULL);
    fprintf(stderr, "usage: compare WANTED.png GOT.png [DIFF.png] | compare -o OUT.png [-s N] [-c X,Y,W,H] IN.png\n");
    return 2;
}
