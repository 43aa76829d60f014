/* input/prose_lex.c -- what is ours in a chunk of Markdown, found before Markdown sees it.
 *
 * Code spans and fenced code are copied as they are, backslash escapes too, so
 * `{{x}}` in backticks and \{{ stay text. Comments vanish.
 */
#include "input/prose_read.h"

#include <string.h>

/* Planes 15 and 16: private use, letters to Markdown, 65,534 characters each. */
enum {
    MASK_FIRST = 0xF0000,
    MASK_PLANE = 0xFFFE,
    MASK_MAX = 2 * MASK_PLANE,
    TICKS_MAX = 80,         /* longer runs of backticks are text */
    ATTRIBUTES_MAX = 4096,  /* bytes between two braces */
};

typedef struct Lexer {
    ProseReader *reader;
    const Chunk *raw;
    Chunk *out;
    const char *text;
    size_t at, length;
    /* What was looked for in vain, so that it is looked for once: the work stays linear. */
    size_t paragraph_end;
    size_t no_ticks_until[TICKS_MAX + 1]; /* by length of the run */
} Lexer;

static uint32_t
mask_of_index(size_t index)
{
    return MASK_FIRST + (uint32_t)(index / MASK_PLANE) * 0x10000 + (uint32_t)(index % MASK_PLANE);
}

const Token *
token_of_rune(const ProseReader *reader, uint32_t rune)
{
    if (rune < MASK_FIRST || (rune & 0xFFFF) >= MASK_PLANE)
        return NULL;
    size_t index = (size_t)((rune - MASK_FIRST) >> 16) * MASK_PLANE + (rune & 0xFFFF);
    return index < reader->tokens.count ? &reader->tokens.items[index] : NULL;
}

const char *
unmasked(const ProseReader *reader, const char *literal)
{
    Buf buf = BUF_INIT;
    buf_add(&buf, "");
    while (*literal) {
        const char *start = literal;
        const Token *token = token_of_rune(reader, utf8_next(&literal));
        if (!token)
            buf_add_bytes(&buf, start, (size_t)(literal - start));
        else if (token->kind == TOKEN_SOFT || token->kind == TOKEN_BREAK)
            buf_add_char(&buf, ' ');
        else if (token->whole.source)
            buf_add_bytes(&buf, token->whole.source->text + token->whole.offset, token->whole.length);
        else
            buf_add(&buf, token->text);
    }
    const char *text = buf_take(&buf, reader->arena);
    buf_clear(&buf);
    return text;
}

/* The place of bytes start to end of the raw chunk. */
static Loc
loc_of(const Lexer *lexer, size_t start, size_t end)
{
    uint32_t from = lexer->raw->at[start];
    uint32_t to = end > start ? lexer->raw->at[end - 1] + 1 : from;
    return (Loc){lexer->reader->source, from, MAX_OF(to, from) - from};
}

/* Puts a mask in place of bytes lexer->at to `end`, and goes on behind them. */
static void
put_token(Lexer *lexer, Token token, size_t end)
{
    ProseReader *reader = lexer->reader;
    token.whole = loc_of(lexer, lexer->at, end);
    if (reader->tokens.count < MASK_MAX) {
        char bytes[4];
        size_t length = utf8_encode(mask_of_index(reader->tokens.count), bytes);
        VEC_PUSH(reader->arena, &reader->tokens, token);
        chunk_add_mask(lexer->out, bytes, length, lexer->raw->at[lexer->at]);
    } else {
        diag(reader->diags, DIAG_MD_TOO_MANY, token.whole, NULL);
    }
    lexer->at = end;
}

static bool
is_line_mark(const Lexer *lexer, uint32_t rune)
{
    return lexer->reader->one_line && (rune == LINE_SOFT || rune == LINE_BREAK);
}

/* The end of what may be copied as it stands, from a character that may be. */
static size_t
plain_end(const Lexer *lexer, size_t at, size_t end)
{
    while (at < end) {
        const char *next = lexer->text + at;
        uint32_t rune = utf8_next(&next);
        if (rune >= MASK_FIRST || rune == '\r' || is_line_mark(lexer, rune))
            break;
        at = MIN_OF((size_t)(next - lexer->text), lexer->length);
    }
    return at;
}

/* Copies up to `end` as it stands; characters that look like masks become tokens. */
static void
copy_until(Lexer *lexer, size_t end)
{
    while (lexer->at < end) {
        const char *next = lexer->text + lexer->at;
        uint32_t rune = utf8_next(&next);
        size_t after = MIN_OF((size_t)(next - lexer->text), lexer->length);
        if (is_line_mark(lexer, rune)) {
            put_token(lexer, (Token){.kind = rune == LINE_SOFT ? TOKEN_SOFT : TOKEN_BREAK, .text = "", .loc = loc_of(lexer, lexer->at, lexer->at + 1)}, after);
        } else if (rune >= MASK_FIRST) {
            const char *text = arena_strndup(lexer->reader->arena, lexer->text + lexer->at, after - lexer->at);
            put_token(lexer, (Token){.kind = TOKEN_RUNE, .text = text, .loc = loc_of(lexer, lexer->at, after)}, after);
        } else if (rune == '\r' && lexer->text[after] != '\n') {
            /* cmark takes a lone carriage return for a line end, and would count lines that nobody else does. */
            chunk_add_mask(lexer->out, "\n", 1, lexer->raw->at[lexer->at]);
            lexer->at = after;
        } else {
            after = plain_end(lexer, after, end);
            chunk_add_part(lexer->out, lexer->raw, lexer->at, after);
            lexer->at = after;
        }
    }
}

static size_t
run_length(const Lexer *lexer, size_t at)
{
    size_t end = at;
    while (end < lexer->length && lexer->text[end] == lexer->text[at])
        end++;
    return end - at;
}

/* Where the paragraph at lexer->at ends: the next blank line. */
static size_t
paragraph_end(Lexer *lexer)
{
    if (lexer->at < lexer->paragraph_end)
        return lexer->paragraph_end;
    size_t end = line_end_at(lexer->text, lexer->at, lexer->length);
    while (end < lexer->length && !is_blank_line(lexer->text, end + 1, lexer->length))
        end = line_end_at(lexer->text, end + 1, lexer->length);
    lexer->paragraph_end = end;
    return end;
}

/* A code span at a run of backticks: copied whole. Without a closing run the backticks are text. */
static void
lex_backticks(Lexer *lexer)
{
    size_t length = run_length(lexer, lexer->at);
    size_t end = paragraph_end(lexer);
    bool vain = length > TICKS_MAX || lexer->at < lexer->no_ticks_until[length];
    for (size_t at = lexer->at + length; !vain && at < end;) {
        const char *tick = memchr(lexer->text + at, '`', end - at);
        if (!tick)
            break;
        at = (size_t)(tick - lexer->text);
        size_t run = run_length(lexer, at);
        at += run;
        if (run == length) {
            copy_until(lexer, at);
            return;
        }
    }
    if (length <= TICKS_MAX)
        lexer->no_ticks_until[length] = end;
    copy_until(lexer, lexer->at + length);
}

/* The end of the binding whose expression begins at `at`: "}}" outside strings and braces. 0: there is none.
 * No expression holds "{{", so one that comes first says that this binding is not closed. */
static size_t
binding_end(const Lexer *lexer, size_t at, size_t end, bool mind_quotes)
{
    int depth = 0;
    char quote = '\0';
    for (; at < end; at++) {
        char c = lexer->text[at];
        if (c == '{' && at + 1 < end && lexer->text[at + 1] == '{')
            return 0;
        if (quote) {
            if (c == '\\')
                at++;
            else if (c == quote)
                quote = '\0';
        } else if (mind_quotes && (c == '"' || c == '\'')) {
            quote = c;
        } else if (mind_quotes && c == '{') {
            depth++;
        } else if (c == '}' && depth > 0) {
            depth--;
        } else if (c == '}' && at + 1 < end && lexer->text[at + 1] == '}') {
            return at;
        }
    }
    return 0;
}

/* Bytes of what stands for a line end in a text that is no chapter. */
static size_t
line_mark_length(const Lexer *lexer, size_t at)
{
    uint32_t rune = lexer->reader->one_line ? utf8_peek(lexer->text + at) : 0;
    return rune == LINE_SOFT || rune == LINE_BREAK ? 3 : 0;
}

static size_t
blank_length(const Lexer *lexer, size_t at)
{
    return strchr(" \t\r\n", lexer->text[at]) ? 1 : line_mark_length(lexer, at);
}

static size_t
blank_length_before(const Lexer *lexer, size_t end)
{
    if (strchr(" \t\r\n", lexer->text[end - 1]))
        return 1;
    return end >= 3 ? line_mark_length(lexer, end - 3) : 0;
}

/* The bytes from start to end, with line ends as such. */
static const char *
copy_text(const Lexer *lexer, size_t start, size_t end)
{
    char *copy = arena_strndup(lexer->reader->arena, lexer->text + start, end - start);
    size_t used = 0;
    for (size_t at = start; at < end;) {
        size_t mark = line_mark_length(lexer, at);
        copy[used++] = mark ? '\n' : lexer->text[at];
        at += mark ? mark : 1;
    }
    copy[used] = '\0';
    return copy;
}

static void
lex_binding(Lexer *lexer)
{
    size_t start = lexer->at + 2, limit = paragraph_end(lexer);
    size_t end = binding_end(lexer, start, limit, true);
    if (end == 0)
        end = binding_end(lexer, start, limit, false); /* a quote is missing: the expression's own error */
    if (end == 0) {
        diag(lexer->reader->diags, DIAG_MD_UNCLOSED_BINDING, loc_of(lexer, lexer->at, lexer->at + 2), NULL);
        copy_until(lexer, start);
        return;
    }
    size_t from = start, to = end, blank;
    while (from < to && (blank = blank_length(lexer, from)) > 0)
        from += blank;
    while (to > from && (blank = blank_length_before(lexer, to)) > 0)
        to -= blank;
    put_token(lexer, (Token){.kind = TOKEN_BINDING, .text = copy_text(lexer, from, to), .loc = loc_of(lexer, from, to)}, end + 2);
}

size_t
identifier_length(const char *text, size_t left)
{
    size_t length = 0;
    while (length < left) {
        char c = text[length];
        bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
        if (!good)
            break;
        length++;
    }
    while (length > 0 && text[length - 1] == '-')
        length--;
    return length;
}

/* [@S1], [@S1; @W03]: blanks are allowed around the semicolon, also the full-width one of a Chinese keyboard. */
static bool
lex_citation(Lexer *lexer)
{
    Buf ids = BUF_INIT;
    size_t at = lexer->at + 1, first = at + 1;
    bool good = false;
    for (;;) {
        size_t length = at < lexer->length && lexer->text[at] == '@' ? identifier_length(lexer->text + at + 1, lexer->length - at - 1) : 0;
        if (length == 0)
            break;
        if (ids.length)
            buf_add_char(&ids, ';');
        buf_add_bytes(&ids, lexer->text + at + 1, length);
        at += 1 + length;
        at += strspn(lexer->text + at, " ");
        if (lexer->text[at] == ']') {
            good = true;
            break;
        }
        bool wide = strncmp(lexer->text + at, "；", strlen("；")) == 0;
        if (!wide && lexer->text[at] != ';')
            break;
        at += wide ? strlen("；") : 1;
        at += strspn(lexer->text + at, " \n");
    }
    if (good) {
        const char *text = arena_strndup(lexer->reader->arena, ids.ptr, ids.length);
        Loc loc = loc_of(lexer, first - 1, at);
        put_token(lexer, (Token){.kind = TOKEN_CITE, .text = text, .loc = loc}, at + 1);
    } else {
        size_t end = at + strcspn(lexer->text + at, "[]\n");
        diag(lexer->reader->diags, DIAG_MD_BAD_CITATION, loc_of(lexer, lexer->at, end + (lexer->text[end] == ']')), NULL);
    }
    buf_clear(&ids);
    return good;
}

static bool
lex_note(Lexer *lexer)
{
    size_t start = lexer->at + 2;
    size_t length = strcspn(lexer->text + start, "] \t\r\n[");
    if (length == 0 || lexer->text[start + length] != ']')
        return false;
    Token token = {.kind = TOKEN_NOTE, .text = copy_text(lexer, start, start + length), .loc = loc_of(lexer, start, start + length)};
    put_token(lexer, token, start + length + 1);
    return true;
}

static bool
is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

static bool
lex_reference(Lexer *lexer)
{
    const char *name = lexer->text + lexer->at + 1;
    bool known = str_starts(name, "fig-") || str_starts(name, "tbl-") || str_starts(name, "sec-");
    if (!known || (lexer->at > 0 && is_word_byte(lexer->text[lexer->at - 1])))
        return false;
    size_t length = identifier_length(name, lexer->length - lexer->at - 1);
    if (length <= 4)
        return false;
    size_t start = lexer->at + 1;
    Token token = {.kind = TOKEN_REF, .text = copy_text(lexer, start, start + length), .loc = loc_of(lexer, lexer->at, start + length)};
    put_token(lexer, token, start + length);
    return true;
}

/* {#id …} behind an image or at the end of a line. Other braces are text. */
static bool
lex_attributes(Lexer *lexer)
{
    const char *text = lexer->text;
    char before = lexer->at > 0 ? text[lexer->at - 1] : '\n';
    size_t first = lexer->at + 1 + strspn(text + lexer->at + 1, " ");
    bool begins = text[first] == '#' || text[first] == '.';
    for (size_t at = first; !begins && at < first + ATTRIBUTES_MAX && (is_word_byte(text[at]) || text[at] == '-'); at++)
        begins = text[at + 1] == '=';
    if (!begins)
        return false;
    size_t left = MIN_OF((size_t)ATTRIBUTES_MAX, lexer->length - lexer->at), close = lexer->at + 1;
    const char *feed = memchr(text + lexer->at, '\n', left);
    size_t end = feed ? (size_t)(feed - text) : lexer->at + left;
    bool quoted = false;
    while (close < end && (quoted || text[close] != '}')) {
        quoted ^= text[close] == '"';
        close++;
    }
    if (close >= end) {
        const char *brace = memchr(text + lexer->at, '}', end - lexer->at);
        close = brace ? (size_t)(brace - text) : end;
    }
    if (before != ')' && !is_blank_line(text, MIN_OF(close + 1, end), lexer->length))
        return false;
    ProseReader *reader = lexer->reader;
    Token token = {.kind = TOKEN_ATTRIBUTES, .text = ""};
    size_t from = lexer->raw->at[lexer->at] + 1, to = lexer->raw->at[close];
    if (close >= end)
        diag(reader->diags, DIAG_MD_BAD_ATTRIBUTES, loc_of(lexer, lexer->at, lexer->at + 1), "the brace is not closed", "花括号未闭合");
    else
        attributes_parse(reader->arena, reader->diags, reader->source, from, MAX_OF(from, to), &token.attributes);
    put_token(lexer, token, MIN_OF(close + 1, end));
    return true;
}

static bool
is_punctuation(uint32_t rune)
{
    bool ascii = (rune >= '!' && rune <= '/') || (rune >= ':' && rune <= '@') || (rune >= '[' && rune <= '`') || (rune >= '{' && rune <= '~');
    return ascii || utf8_is_cjk_open(rune) || utf8_is_cjk_close(rune) || (rune >= 0x2010 && rune <= 0x205E);
}

static bool
is_opening(uint32_t rune)
{
    return rune == '(' || rune == '[' || rune == '{' || rune == '<' || utf8_is_cjk_open(rune);
}

static bool
is_closing(uint32_t rune)
{
    bool ascii = rune && rune < 0x80 && strchr(")]}>,.;:!?%", (int)rune);
    return ascii || utf8_is_cjk_close(rune);
}

/* Han text or one of our tokens: what follows without a blank. */
static bool
is_unspaced_word(uint32_t rune)
{
    return rune >= MASK_FIRST || (utf8_is_cjk(rune) && !is_punctuation(rune));
}

static uint32_t
rune_before(const char *text, size_t length)
{
    if (length == 0)
        return '\n';
    size_t at = length - 1;
    while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80)
        at--;
    return utf8_peek(text + at);
}

static void
put_joiner(Lexer *lexer)
{
    put_token(lexer, (Token){.kind = TOKEN_JOINER, .text = ""}, lexer->at);
}

/* CommonMark decides by blanks and punctuation whether ** opens or closes, which fails in Chinese:
 * **50%**的 or 是**“上海标准”**. A letter that is nothing, put between the stars and the punctuation, mends it. */
static void
lex_stars(Lexer *lexer)
{
    size_t run = run_length(lexer, lexer->at);
    const char *after = lexer->text + lexer->at + run;
    uint32_t next = lexer->at + run < lexer->length ? utf8_peek(after) : '\n';
    if (str_starts(after, "{{") || str_starts(after, "[@") || str_starts(after, "[^") || next == '@')
        next = MASK_FIRST;
    uint32_t before = rune_before(lexer->out->text.ptr, lexer->out->text.length);
    if (is_punctuation(before) && !is_opening(before) && is_unspaced_word(next))
        put_joiner(lexer);
    copy_until(lexer, lexer->at + run);
    if (is_punctuation(next) && !is_closing(next) && is_unspaced_word(before))
        put_joiner(lexer);
}

static void
skip_comment(Lexer *lexer)
{
    const char *close = strstr(lexer->text + lexer->at + 4, "-->");
    if (!close)
        diag(lexer->reader->diags, DIAG_MD_UNCLOSED_COMMENT, loc_of(lexer, lexer->at, lexer->at + 4), NULL);
    lexer->at = close ? (size_t)(close - lexer->text) + 3 : lexer->length;
}

/* One step; the text at lexer->at is not the beginning of fenced code. */
static void
lex_next(Lexer *lexer)
{
    const char *here = lexer->text + lexer->at;
    size_t plain = strcspn(here, "\\`{<[@*\n");
    if (plain > 0) {
        copy_until(lexer, lexer->at + plain);
        return;
    }
    size_t before = lexer->at;
    switch (*here) {
    case '\\':
        copy_until(lexer, MIN_OF(lexer->at + 1 + (here[1] && (unsigned char)here[1] < 0x80 && here[1] != '\n'), lexer->length));
        return;
    case '`':
        lex_backticks(lexer);
        return;
    case '*':
        lex_stars(lexer);
        return;
    case '{':
        if (here[1] == '{') {
            lex_binding(lexer);
            return;
        }
        if (!lexer->reader->one_line)
            lex_attributes(lexer);
        break;
    case '<':
        if (str_starts(here, "<!--"))
            skip_comment(lexer);
        break;
    case '[':
        if (here[1] == '@')
            lex_citation(lexer);
        else if (here[1] == '^')
            lex_note(lexer);
        break;
    case '@':
        lex_reference(lexer);
        break;
    }
    if (lexer->at == before)
        copy_until(lexer, lexer->at + 1);
}

void
chunk_lex(ProseReader *reader, const Chunk *raw, Chunk *masked)
{
    memset(&reader->tokens, 0, sizeof reader->tokens);
    Lexer lexer = {
        .reader = reader,
        .raw = raw,
        .out = masked,
        .text = raw->text.ptr,
        .length = raw->text.length,
    };
    bool line_start = true;
    while (lexer.at < lexer.length) {
        size_t fence, length = line_start ? fence_at(lexer.text, lexer.at, lexer.length, &fence) : 0;
        if (length > 0) {
            copy_until(&lexer, fenced_code_end(lexer.text, fence, length, lexer.length));
            line_start = false;
            continue;
        }
        line_start = lexer.text[lexer.at] == '\n';
        lex_next(&lexer);
    }
    chunk_end(masked, raw->at[raw->text.length]);
}
