# shudu -- `make help` lists the targets.
VARIANT ?= dev
B := build/$(VARIANT)
V ?= 0
Q := $(if $(filter 0,$(V)),@)

# The order of the house: a room may include headers of the rooms before it (tools/lint-rooms.sh has the exact pairs).
ROOMS := base scene input stats table text model theme expr chart doc layout device jobs

CC ?= gcc
PKGS := cairo pangocairo pangoft2 harfbuzz harfbuzz-subset freetype2 fontconfig libpng zlib yaml-0.1 libcmark-gfm libqrencode libdeflate
WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes
OPT ?= -O2
SAN ?=
ifneq ($(SAN),)
  OPT := -O1 -g -fno-omit-frame-pointer
  SANFLAGS := -fsanitize=$(SAN) -fno-sanitize-recover=all
endif
CPPFLAGS += -Isrc -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE
CFLAGS += -std=gnu11 $(WARN) $(OPT) -g -ffp-contract=off $(SANFLAGS)
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
$(B)/shudu: $(B)/main.o $(B)/pipeline.o $(ALL_LIBS)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(B)/main.o $(B)/pipeline.o -Wl,--start-group $(ALL_LIBS) -Wl,--end-group $(LDLIBS)

-include $(shell find $(B) -name '*.d' 2>/dev/null)
