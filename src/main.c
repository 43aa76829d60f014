/* main.c -- the command line: words to options, status to exit code. Knows only shudu.h. */
#include "shudu.h"

#include <getopt.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const HELP[] = {
    [SHUDU_MESSAGES_EN] =
        "shudu " SHUDU_VERSION " -- yearly figures into print that can be trusted\n"
        "\n"
        "Usage:\n"
        "  shudu init [FOLDER]      a small complete project to start from\n"
        "  shudu build [PROJECT]    render what the project describes into out/\n"
        "  shudu watch [PROJECT]    build, and again after every save\n"
        "  shudu verify [PROJECT]   build again, aside, and compare with out/ byte for byte\n"
        "  shudu diff OLD [NEW]     which figures changed, and what they touch: folders, projects or git revisions\n"
        "  shudu check [PROJECT]    check data, texts and specs; render nothing\n"
        "  shudu confirm [PROJECT]  confirm translations as they stand, and record the numbers of paragraphs\n"
        "  shudu new-edition YEAR [PROJECT]  keep this edition and begin that of YEAR\n"
        "  shudu chart SPEC...      draw Vega-Lite files as PNG, SVG or PDF\n"
        "  shudu trace WHAT [PROJECT]  where a printed number comes from: 115, an indicator, out/whitepaper.pdf:14\n"
        "\n"
        "Everywhere:\n"
        "  -C, --directory DIR      work in DIR\n"
        "      --report FORMAT      diagnostics as text, json, github or gitlab\n"
        "      --color WHEN         auto, always or never (NO_COLOR is obeyed)\n"
        "  -h, --help               this text\n"
        "      --version            version\n"
        "\n"
        "build, watch:\n"
        "      --only GLOB,...      only outputs whose path under out/ matches, as 'charts/*.zh.svg,*.pdf'\n"
        "      --lang LANG          only outputs in this language\n"
        "      --format LIST        png,svg,pdf\n"
        "      --theme NAME         layouts/themes/NAME.yaml in place of the project's\n"
        "  -k, --keep-going         write the outputs that have no error of their own\n"
        "      --jobs N             processes (default: one for each processor)\n"
        "      --force              make everything again\n"
        "      --strict-sources     leave out figures known from third-party copies alone (grade C)\n"
        "      --explain            say why each output is made again\n"
        "      --progress           show progress (default on a terminal)\n"
        "diff:\n"
        "  -o, --output DIR         a report with pictures: index.html, summary.md, diff.json\n"
        "      --format FORMAT      text, markdown, json, or errata: rows for corrections.csv\n"
        "      --lang LANG          language of the messages, en or zh\n"
        "check:\n"
        "      --format FORMAT      the same as --report\n"
        "      --strict             warnings count as errors\n"
        "      --lang LANG          language of the messages, en or zh\n"
        "chart:\n"
        "  -o, --output FILE|DIR    where to write; several specs need a folder\n"
        "      --format LIST        png,svg,pdf, vl (Vega-Lite with its data), txt (alt text)\n"
        "      --lang LANG          language of the chart; zh-en shows both\n"
        "      --scale N            pixels for each point of a PNG\n"
        "      --width PT           total width in points\n"
        "      --jobs N             processes for many charts\n"
        "      --fonts DIR          folder with fonts.lock\n"
        "\n"
        "Exit status: 0 fine; 1 the project has errors; 2 wrong usage; 3 the environment failed.\n",
    [SHUDU_MESSAGES_ZH] =
        "shudu（数读）" SHUDU_VERSION " —— 把年度数据做成可以信赖的出版物\n"
        "\n"
        "用法：\n"
        "  shudu init [目录]        新建一个可用的小项目\n"
        "  shudu build [项目]       按项目说明生成 out/ 下的全部成品\n"
        "  shudu watch [项目]       生成成品，此后每次保存都重新生成\n"
        "  shudu verify [项目]      另行重新生成，与 out/ 逐字节比较\n"
        "  shudu diff 旧 [新]       哪些数据变了、影响到哪里：目录、项目或 git 版本\n"
        "  shudu check [项目]       只检查数据、文字和图表说明，不生成成品\n"
        "  shudu confirm [项目]     按现状确认译文，并记录段落编号\n"
        "  shudu new-edition 年份 [项目]  留存本年版，开始新一年版\n"
        "  shudu chart 图表…        把 Vega-Lite 文件画成 PNG、SVG 或 PDF\n"
        "  shudu trace 数字 [项目]  查印出的数字从何而来：115、指标编号、out/whitepaper.pdf:14\n"
        "\n"
        "通用选项：\n"
        "  -C, --directory 目录     在该目录中工作\n"
        "      --report 格式        诊断信息的格式：text、json、github 或 gitlab\n"
        "      --color 何时         auto、always 或 never（遵守 NO_COLOR）\n"
        "  -h, --help               本说明\n"
        "      --version            版本\n"
        "\n"
        "build、watch：\n"
        "      --only 通配符,…      只生成 out/ 下路径相符的成品，如 'charts/*.zh.svg,*.pdf'\n"
        "      --lang 语言          只生成该语言的成品\n"
        "      --format 列表        png,svg,pdf\n"
        "      --theme 主题         用 layouts/themes/主题.yaml 代替项目的主题\n"
        "  -k, --keep-going         写出自身没有错误的成品\n"
        "      --jobs N             进程数（默认与处理器数相同）\n"
        "      --force              全部重新生成\n"
        "      --strict-sources     不含仅见于第三方转载（C级）的数据\n"
        "      --explain            说明每个成品为何重新生成\n"
        "      --progress           显示进度（终端上默认显示）\n"
        "diff：\n"
        "  -o, --output 目录        附前后图的报告：index.html、summary.md、diff.json\n"
        "      --format 格式        text、markdown、json，或 errata（可用于corrections.csv的各行）\n"
        "      --lang 语言          信息的语言，en 或 zh\n"
        "check：\n"
        "      --format 格式        同 --report\n"
        "      --strict             警告按错误处理\n"
        "      --lang 语言          信息的语言：en 或 zh\n"
        "chart：\n"
        "  -o, --output 文件|目录   输出位置；多个图表须给目录\n"
        "      --format 列表        png,svg,pdf；vl 为内嵌数据和主题的 Vega-Lite；txt 为替代文本\n"
        "      --lang 语言          图表的语言；zh-en 为双语\n"
        "      --scale 倍数         PNG 中每点的像素数\n"
        "      --width 点数         总宽度\n"
        "      --jobs N             图表多时的进程数\n"
        "      --fonts 目录         含 fonts.lock 的目录\n"
        "\n"
        "退出码：0 正常；1 项目有错误；2 用法有误；3 环境故障。\n",
};

enum {
    OPT_VERSION = 256,
    OPT_REPORT,
    OPT_COLOR,
    OPT_ONLY,
    OPT_LANG,
    OPT_FORMAT,
    OPT_PROGRESS,
    OPT_STRICT,
    OPT_SCALE,
    OPT_WIDTH,
    OPT_FONTS,
    OPT_JOBS,
    OPT_FORCE,
    OPT_EXPLAIN,
    OPT_STRICT_SOURCES,
    OPT_THEME,
};

static const struct option LONG_OPTIONS[] = {
    {"directory", required_argument, NULL, 'C'},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, OPT_VERSION},
    {"report", required_argument, NULL, OPT_REPORT},
    {"color", required_argument, NULL, OPT_COLOR},
    {"only", required_argument, NULL, OPT_ONLY},
    {"lang", required_argument, NULL, OPT_LANG},
    {"format", required_argument, NULL, OPT_FORMAT},
    {"keep-going", no_argument, NULL, 'k'},
    {"progress", no_argument, NULL, OPT_PROGRESS},
    {"strict", no_argument, NULL, OPT_STRICT},
    {"output", required_argument, NULL, 'o'},
    {"scale", required_argument, NULL, OPT_SCALE},
    {"width", required_argument, NULL, OPT_WIDTH},
    {"fonts", required_argument, NULL, OPT_FONTS},
    {"jobs", required_argument, NULL, OPT_JOBS},
    {"force", no_argument, NULL, OPT_FORCE},
    {"explain", no_argument, NULL, OPT_EXPLAIN},
    {"strict-sources", no_argument, NULL, OPT_STRICT_SOURCES},
    {"theme", required_argument, NULL, OPT_THEME},
    {NULL, 0, NULL, 0},
};

typedef enum Command { COMMAND_INIT, COMMAND_BUILD, COMMAND_WATCH, COMMAND_VERIFY, COMMAND_DIFF, COMMAND_CHECK, COMMAND_CONFIRM, COMMAND_CHART, COMMAND_TRACE, COMMAND_NEW_EDITION, COMMAND_NONE } Command;

static const struct {
    const char *name;
    ShuduStatus (*run)(const ShuduOptions *options);
} COMMANDS[] = {
    [COMMAND_INIT] = {"init", shudu_init},
    [COMMAND_BUILD] = {"build", shudu_build},
    [COMMAND_WATCH] = {"watch", shudu_watch},
    [COMMAND_VERIFY] = {"verify", shudu_verify},
    [COMMAND_DIFF] = {"diff", shudu_diff},
    [COMMAND_CHECK] = {"check", shudu_check},
    [COMMAND_CONFIRM] = {"confirm", shudu_confirm},
    [COMMAND_CHART] = {"chart", shudu_chart},
    [COMMAND_TRACE] = {"trace", shudu_trace},
    [COMMAND_NEW_EDITION] = {"new-edition", shudu_new_edition},
};

/* zh where the environment asks for Chinese messages, in the order POSIX gives the variables. */
static ShuduMessages
messages_from_environment(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && *value)
            return strncmp(value, "zh", 2) == 0 ? SHUDU_MESSAGES_ZH : SHUDU_MESSAGES_EN;
    }
    return SHUDU_MESSAGES_EN;
}

static int
usage_error(ShuduMessages messages, const char *en, const char *zh, const char *word)
{
    if (messages == SHUDU_MESSAGES_ZH)
        fprintf(stderr, "shudu：%s%s%s%s\n用 shudu --help 查看说明。\n", zh, word ? "“" : "", word ? word : "", word ? "”" : "");
    else
        fprintf(stderr, "shudu: %s%s%s%s\nTry 'shudu --help'.\n", en, word ? " '" : "", word ? word : "", word ? "'" : "");
    return SHUDU_USAGE;
}

static bool
parse_report(const char *text, Command command, ShuduReport *out)
{
    static const char *const names[] = {"text", "json", "github", "gitlab", "markdown", "errata"};
    int count = command == COMMAND_DIFF ? 6 : 4;
    for (int i = 0; i < count; i++) {
        if (strcmp(text, names[i]) == 0) {
            *out = (ShuduReport)i;
            return true;
        }
    }
    return false;
}

static bool
parse_positive(const char *text, double *out)
{
    char *end;
    *out = strtod(text, &end);
    return end != text && *end == '\0' && *out > 0 && *out <= 100000;
}

static bool
parse_year(const char *text, int *out)
{
    *out = atoi(text);
    return strlen(text) == 4 && strspn(text, "0123456789") == 4 && *out >= 1000;
}

/* Commands whose results are messages: --lang and --format are those of the messages. */
static bool
only_reports(Command command)
{
    return command == COMMAND_CHECK || command == COMMAND_VERIFY || command == COMMAND_DIFF || command == COMMAND_TRACE;
}

/* An option that one command alone understands. */
static bool
option_belongs(int option, Command command)
{
    switch (option) {
    case OPT_JOBS: return command == COMMAND_BUILD || command == COMMAND_WATCH || command == COMMAND_VERIFY || command == COMMAND_CHART;
    case OPT_PROGRESS: return command == COMMAND_BUILD || command == COMMAND_WATCH || command == COMMAND_VERIFY;
    case OPT_ONLY: case OPT_THEME: case OPT_FORCE: case OPT_EXPLAIN: case 'k':
        return command == COMMAND_BUILD || command == COMMAND_WATCH;
    case OPT_STRICT: return command == COMMAND_CHECK;
    case OPT_STRICT_SOURCES: return command == COMMAND_BUILD || command == COMMAND_WATCH || command == COMMAND_CHECK;
    case 'o': return command == COMMAND_CHART || command == COMMAND_DIFF;
    case OPT_SCALE: case OPT_WIDTH: case OPT_FONTS: return command == COMMAND_CHART;
    default: return true;
    }
}

/* Memory that was freed is used again rather than given back and asked for anew, page by page: half of all page faults. Without these
 * glibc maps each block of more than 128 KB on its own, at least at first. */
static void
keep_memory(void)
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 32 * 1024 * 1024);
    mallopt(M_TRIM_THRESHOLD, 64 * 1024 * 1024);
#endif
}

int
main(int argc, char **argv)
{
    keep_memory();
    ShuduOptions options = {0};
    options.messages = messages_from_environment();
    options.progress = isatty(STDERR_FILENO);
    const char *no_color = getenv("NO_COLOR");
    options.color = isatty(STDERR_FILENO) && !(no_color && *no_color);

    const char *summary = getenv("GITHUB_STEP_SUMMARY"), *workspace = getenv("GITHUB_WORKSPACE");

    Command command = COMMAND_NONE;
    if (argc > 1) {
        for (int i = 0; i < COMMAND_NONE; i++)
            if (strcmp(argv[1], COMMANDS[i].name) == 0)
                command = (Command)i;
    }
    if (command != COMMAND_NONE) {
        argv[1] = argv[0];
        argc--;
        argv++;
    }

    opterr = 0;
    int option;
    while ((option = getopt_long(argc, argv, "C:o:kh", LONG_OPTIONS, NULL)) != -1) {
        const char *name = optind > 0 ? argv[optind - 1] : NULL;
        if (command != COMMAND_NONE && option != '?' && !option_belongs(option, command))
            return usage_error(options.messages, "this command has no option", "此命令没有选项", name);
        switch (option) {
        case 'C': options.project = optarg; break;
        case 'h': fputs(HELP[options.messages], stdout); return SHUDU_OK;
        case OPT_VERSION: puts("shudu " SHUDU_VERSION); return SHUDU_OK;
        case OPT_REPORT:
            if (!parse_report(optarg, command, &options.report))
                return usage_error(options.messages, "unknown report format", "没有这种报告格式", optarg);
            break;
        case OPT_COLOR:
            if (strcmp(optarg, "always") == 0)
                options.color = true;
            else if (strcmp(optarg, "never") == 0)
                options.color = false;
            else if (strcmp(optarg, "auto") != 0)
                return usage_error(options.messages, "--color takes auto, always or never, not", "--color 只能是 auto、always 或 never，不能是", optarg);
            break;
        case OPT_ONLY: options.only = optarg; break;
        case OPT_THEME: options.theme = optarg; break;
        case OPT_LANG:
            if (!only_reports(command))
                options.lang = optarg;
            else if (strncmp(optarg, "zh", 2) == 0)
                options.messages = SHUDU_MESSAGES_ZH;
            else if (strncmp(optarg, "en", 2) == 0)
                options.messages = SHUDU_MESSAGES_EN;
            else
                return usage_error(options.messages, "messages are in en or zh, not", "信息只有 en 和 zh，没有", optarg);
            break;
        case OPT_FORMAT:
            if (!only_reports(command))
                options.formats = optarg;
            else if (!parse_report(optarg, command, &options.report))
                return usage_error(options.messages, "unknown report format", "没有这种报告格式", optarg);
            break;
        case 'k': options.keep_going = true; break;
        case OPT_PROGRESS: options.progress = true; break;
        case OPT_FORCE: options.force = true; break;
        case OPT_EXPLAIN: options.explain = true; break;
        case OPT_STRICT: options.strict = true; break;
        case OPT_STRICT_SOURCES: options.strict_sources = true; break;
        case 'o': options.output = optarg; break;
        case OPT_SCALE:
            if (!parse_positive(optarg, &options.scale))
                return usage_error(options.messages, "not a positive number:", "不是正数：", optarg);
            break;
        case OPT_WIDTH:
            if (!parse_positive(optarg, &options.width))
                return usage_error(options.messages, "not a positive number:", "不是正数：", optarg);
            break;
        case OPT_FONTS: options.fonts = optarg; break;
        case OPT_JOBS: {
            double jobs;
            if (!parse_positive(optarg, &jobs) || jobs > 64)
                return usage_error(options.messages, "--jobs takes 1 to 64, not", "--jobs 为 1 至 64，不能是", optarg);
            options.jobs = (int)jobs;
            break;
        }
        default: return usage_error(options.messages, "unknown option or missing value:", "选项不存在，或缺少值：", name);
        }
    }
    if (command == COMMAND_NONE)
        return argc > 1 && optind < argc ? usage_error(options.messages, "unknown command", "没有这个命令", argv[optind])
                                         : usage_error(options.messages, "which command?", "要执行哪个命令？", NULL);
    if (command == COMMAND_CHART) {
        if (optind == argc)
            return usage_error(options.messages, "name at least one spec", "至少给出一个图表文件", NULL);
        options.specs = (const char *const *)argv + optind;
    } else if (command == COMMAND_DIFF) {
        if (optind == argc)
            return usage_error(options.messages, "name what to compare with", "请给出要比较的旧版本", NULL);
        if (argc - optind > 2)
            return usage_error(options.messages, "two versions at a time, not also", "一次只能比较两个版本，多了", argv[optind + 2]);
        options.versions[0] = argv[optind];
        options.versions[1] = argv[optind + 1]; /* NULL after the last */
    } else if (command == COMMAND_TRACE) {
        if (optind == argc)
            return usage_error(options.messages, "name a number, an indicator or a place", "请给出数字、指标或位置", NULL);
        options.what = argv[optind];
        if (argc - optind > 2)
            return usage_error(options.messages, "one project at a time, not also", "一次只能处理一个项目，多了", argv[optind + 2]);
        options.project = argc - optind == 2 ? argv[optind + 1] : options.project;
    } else if (command == COMMAND_NEW_EDITION) {
        if (optind == argc || !parse_year(argv[optind], &options.year))
            return usage_error(options.messages, "name the year of the new edition, four digits", "请给出新版的年份（四位数字）", optind < argc ? argv[optind] : NULL);
        options.project = optind + 1 < argc ? argv[optind + 1] : options.project;
    } else if (argc - optind > 1) {
        return usage_error(options.messages, "one project at a time, not also", "一次只能处理一个项目，多了", argv[optind + 1]);
    } else if (optind < argc) {
        options.project = argv[optind];
    }
    if (options.report == SHUDU_REPORT_GITHUB && summary && *summary)
        options.summary = summary;
    if (options.report == SHUDU_REPORT_GITHUB)
        options.repository = workspace && *workspace ? workspace : ".";
    return COMMANDS[command].run(&options);
}
