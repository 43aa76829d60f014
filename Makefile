# shudu -- `make help` lists the targets.
VARIANT ?= dev
B := build/$(VARIANT)
V ?= 0
Q := $(if $(filter 0,$(V)),@)

# The order of the house: a room may include headers of the rooms before it (tools/lint-rooms.sh has the exact pairs).
ROOMS := base scene input stats table text model theme expr chart doc audit layout press device jobs

CC ?= gcc
PKGS := cairo pangocairo pangoft2 harfbuzz harfbuzz-subset freetype2 fontconfig libpng zlib yaml-0.1 libcmark-gfm libqrencode libdeflate nettle
WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes
OPT ?= -O2
SAN ?=
ifneq ($(SAN),)
  OPT := -O1 -g -fno-omit-frame-pointer
  SANFLAGS := -fsanitize=$(SAN) -fno-sanitize-recover=all
endif
CPPFLAGS += -Isrc -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE
CFLAGS += -std=gnu11 $(WARN) $(OPT) -g -ffp-contract=off -ffile-prefix-map=$(CURDIR)=. $(SANFLAGS)
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
# libcsv, libharu, libhyphen and the extensions of cmark-gfm come without a .pc file.
LDLIBS := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lcmark-gfm-extensions -lcsv -lhpdf -lhyphen -lpthread -lm

room_sources = $(sort $(wildcard src/$(1)/*.c src/$(1)/*/*.c))
room_objects = $(patsubst src/%.c,$(B)/%.o,$(call room_sources,$(1)))
# The rooms up to and including $(1).
rooms_upto = $(if $(filter $(1),$(firstword $(2))),$(firstword $(2)),$(firstword $(2)) $(call rooms_upto,$(1),$(wordlist 2,99,$(2))))
libs_upto = $(foreach r,$(call rooms_upto,$(1),$(ROOMS)),$(B)/lib$(r).a)

.DEFAULT_GOAL := all
.PHONY: all
all: $(B)/shudu

$(B)/%.o: src/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(PKG_CFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

define room_rules
$(B)/lib$(1).a: $(call room_objects,$(1))
	@mkdir -p $(B)
	@rm -f $$@
	$(Q)ar rcsD $$@ $$^
.PHONY: room-$(1) unit-$(1)
room-$(1): $(call libs_upto,$(1))
unit-$(1): $(patsubst tests/unit/%.c,$(B)/unit/%,$(sort $(wildcard tests/unit/$(1)/*_test.c)))
	@set -e; for t in $$^; do $$$$t; done
$(B)/unit/$(1)/%: tests/unit/$(1)/%.c $(call libs_upto,$(1))
	@mkdir -p $$(@D)
	$(Q)$(CC) $(CPPFLAGS) $(PKG_CFLAGS) $(CFLAGS) -Wno-missing-prototypes -MMD -MP -MF $$@.d -o $$@ $$< -Wl,--start-group $(call libs_upto,$(1)) -Wl,--end-group -lcmocka $(LDLIBS)
endef
$(foreach r,$(ROOMS),$(eval $(call room_rules,$(r))))

ALL_LIBS := $(foreach r,$(ROOMS),$(B)/lib$(r).a)
# main, run, pipeline and the commands: they know all rooms.
TOP := $(patsubst src/%.c,$(B)/%.o,$(sort $(wildcard src/*.c))) $(B)/project_files.o
# What `shudu init` writes, inside the program.
$(B)/project_files.c: tools/embed.sh $(shell find templates/project layouts/themes layouts/presets -type f)
	@mkdir -p $(@D)
	$(Q)sh tools/embed.sh >$@.tmp && mv $@.tmp $@
$(B)/project_files.o: $(B)/project_files.c
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<
$(B)/shudu: $(TOP) $(ALL_LIBS)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -Wl,--build-id=sha1 -o $@ $(TOP) -Wl,--start-group $(ALL_LIBS) -Wl,--end-group $(LDLIBS)



# ---- set-up ------------------------------------------------------------------------------------

DEB_BUILD := pkg-config libcsv-dev libyaml-dev libcmark-gfm-dev libcmark-gfm-extensions-dev libcairo2-dev libpango1.0-dev \
	libharfbuzz-dev libfreetype-dev libfontconfig-dev libpng-dev zlib1g-dev libdeflate-dev libhpdf-dev libhyphen-dev \
	libqrencode-dev nettle-dev libcmocka-dev
DEB_FONTS := fonts-noto-cjk fonts-noto-cjk-extra fonts-noto-core fonts-font-awesome hyphen-en-gb
DEB_CHECK := qpdf poppler-utils libxml2-utils librsvg2-bin

.PHONY: deps fonts
deps: ## install the Debian packages that build, fonts and tests need
	@DEPS="$(DEB_BUILD) $(DEB_FONTS) $(DEB_CHECK)" sh tools/deps.sh

fonts: fonts/.ready ## fill fonts/ from the system's font packages, after fonts.lock
fonts/.ready: fonts/fonts.lock tools/fonts.sh
	@sh tools/fonts.sh && touch $@

# The rest of make has to see what deps has just installed (pkg-config above), so it is a make of its own.
.PHONY: ready
ready: deps
	@$(MAKE) --no-print-directory fonts

# ---- the main job, and the tests ---------------------------------------------------------------

.PHONY: report check
report: ready ## the main job: out/whitepaper.pdf, infographics and charts
	@$(MAKE) --no-print-directory $(B)/shudu
	$(B)/shudu build

check: ready ## set-up and all tests (under 3 minutes on 2 cores)
	@$(MAKE) --no-print-directory check-built

.PHONY: check-built lint unit
check-built: lint $(B)/shudu $(B)/image-compare $(B)/pdf-extract unit
	@sh tests/run.sh $(B)/shudu

$(B)/image-compare: tests/image/compare.c
	@mkdir -p $(B)
	$(Q)$(CC) $(CPPFLAGS) $(PKG_CFLAGS) $(CFLAGS) -o $@ $< -lpng

$(B)/pdf-extract: tests/pdf/extract.c $(call libs_upto,doc)
	$(Q)$(CC) $(CPPFLAGS) $(PKG_CFLAGS) $(CFLAGS) -o $@ $< -Wl,--start-group $(call libs_upto,doc) -Wl,--end-group $(LDLIBS)

lint: ## forbidden includes; every rule of docs/pdf-conformance.md has its code and test; every diagnostic of charts its test
	@sh tools/lint-rooms.sh
	@sh tools/pdf-conformance.sh
	@sh tools/lint-codes.sh

unit: $(foreach r,$(ROOMS),unit-$(r))

# ---- more ---------------------------------------------------------------------------------------

.PHONY: bundle soak accept audit conformance gallery bench clean install uninstall help
accept: $(B)/shudu $(B)/image-compare $(B)/unit/chart/golden_test ## record intended changes: pictures of tests/image, scenes of tests/golden/charts
	@sh tests/run.sh --accept $(B)/shudu

EDITS ?= 1000
SHIPPED ?= 200
soak: $(B)/shudu ## random edits (EDITS=1000; of the project here SHIPPED=200): every incremental build equals a clean one
	@perl tests/soak.pl $(abspath $(B)/shudu) tests/golden/hello $(abspath fonts) $(EDITS)
	@perl tests/soak.pl --main $(abspath $(B)/shudu) . $(abspath fonts) $(SHIPPED)

same: $(B)/shudu ## the project here built under eight circumstances: same bytes
	@sh tests/same.sh $(abspath $(B)/shudu) . $(abspath fonts)

TYPED ?= tests/audit/typed.corpus
PAIRS ?= tests/audit/pairs.corpus
audit: $(B)/shudu $(B)/unit/audit/corpus_test ## numbers of every output that resolve; recall and precision (TYPED=FILE PAIRS=FILE)
	@$(B)/unit/audit/corpus_test typed $(TYPED)
	@$(B)/unit/audit/corpus_test pairs $(PAIRS)
	@$(B)/shudu build
	@perl tools/audit.pl .

conformance: $(B)/shudu ## share of Vega-Lite's own examples that draw as Vega draws them
	@sh tools/conformance.sh $(B)/shudu

gallery: $(B)/shudu ## docs/gallery: every preset and mark as picture, spec and data
	@sh tools/gallery.sh $(B)/shudu

bench: $(B)/shudu ## time and memory beside the peers: build/bench/results.md
	@command -v python3 >/dev/null || { echo "bench: needs python3"; exit 1; }
	@python3 bench/run.py --shudu $(B)/shudu $(BENCHFLAGS)

bundle: ## build/bundle: sources and every package, for an intranet without a mirror (needs the network once)
	@DEPS="$(DEB_BUILD) $(DEB_FONTS) $(DEB_CHECK)" sh tools/bundle.sh build/bundle

PREFIX ?= /usr/local
install: $(B)/shudu ## install program, fonts list and man page (PREFIX, DESTDIR)
	install -D -m 755 $(B)/shudu $(DESTDIR)$(PREFIX)/bin/shudu
	install -D -m 644 docs/shudu.1 $(DESTDIR)$(PREFIX)/share/man/man1/shudu.1
	mkdir -p $(DESTDIR)$(PREFIX)/share/shudu/fonts
	find -L fonts -maxdepth 1 -type f ! -name '.*' -exec install -m 644 {} $(DESTDIR)$(PREFIX)/share/shudu/fonts/ \;

uninstall: ## remove what install put there
	rm -rf $(DESTDIR)$(PREFIX)/bin/shudu $(DESTDIR)$(PREFIX)/share/man/man1/shudu.1 $(DESTDIR)$(PREFIX)/share/shudu

clean: ## remove build/ and the outputs
	rm -rf build out/.stage
	find out -mindepth 1 ! -name README.md -delete

help: ## this list
	@awk -F':.*## ' '/^[a-z].*:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile
	@echo '  Variables: VARIANT=name SAN=address,undefined V=1 CC=clang PREFIX= DESTDIR='

-include $(shell find $(B) -name "*.d" 2>/dev/null)
