#!/usr/bin/perl
# The characters of GB/T 2312 in the order of their readings, a line for each initial letter: src/base/pinyin.inc.
# Usage: perl tools/pinyin.pl > src/base/pinyin.inc
# Order: CLDR's zh-pinyin, as perl's own Unicode::Collate::CJK::Pinyin has it (Debian: perl-modules-5.36).
use strict;
use warnings;
use utf8;
use open qw(:std :encoding(UTF-8));
use Encode qw(decode);
use Unicode::Collate::CJK::Pinyin;

# The first character of each initial in CLDR's order.
my @starts = map { [$_->[0], Unicode::Collate::CJK::Pinyin::weightPinyin(ord $_->[1])] } (
    ['B', '八'], ['C', '嚓'], ['D', '咑'], ['E', '妸'], ['F', '发'], ['G', '旮'], ['H', '哈'], ['J', '丌'], ['K', '咔'], ['L', '垃'],
    ['M', '妈'], ['N', '拏'], ['O', '噢'], ['P', '妑'], ['Q', '七'], ['R', '亽'], ['S', '仨'], ['T', '他'], ['W', '屲'], ['X', '夕'], ['Y', '丫'], ['Z', '帀']);

# 长 begins words as chang (长江, 长三角) far more often than as zhang.
my %weight = ('长' => Unicode::Collate::CJK::Pinyin::weightPinyin(ord '常') + 0.5);

my (@characters, %letter);
for my $row (0xB0 .. 0xF7) {
    for my $cell (0xA1 .. 0xFE) {
        my $character = decode('gb2312', chr($row) . chr($cell));
        next if length $character != 1 || $character !~ /\p{Han}/;
        $weight{$character} //= Unicode::Collate::CJK::Pinyin::weightPinyin(ord $character);
        push @characters, $character;
    }
}
for my $character (@characters) {
    $letter{$character} = 'A';
    for my $start (@starts) {
        $letter{$character} = $start->[0] if $weight{$character} >= $start->[1];
    }
}
my %lines;
push @{$lines{$letter{$_}}}, $_ for sort { $weight{$a} <=> $weight{$b} || $a cmp $b } grep { $letter{$_} } @characters;

print "/* Written by tools/pinyin.pl: the characters of GB/T 2312 in the order of their readings (CLDR zh-pinyin). */\n";
for my $letter (sort keys %lines) {
    my @all = @{$lines{$letter}};
    print "{'$letter',\n";
    while (my @some = splice @all, 0, 60) {
        print '    "', join('', @some), "\"\n";
    }
    print "},\n";
}
