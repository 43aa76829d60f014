#!/usr/bin/perl
# Leaves the press kit, and all but the first shape of posters, out of a copy of a project: papers, charts and posters 1080 pixels
# wide remain, which are made in seconds. Usage: tests/plain.pl PROJECT
use strict;
use warnings;
use File::Glob qw(bsd_glob);

for my $path ("$ARGV[0]/shudu.yaml", bsd_glob "$ARGV[0]/layouts/infographics/*.yaml") {
    open my $in, '<:raw', $path or die "$path: $!";
    my $text = do { local $/; <$in> };
    $text =~ s/^( *press): true/$1: false/m;
    $text =~ s/^ *(presets|themes): \[[^\]]*\]\n//mg;
    open my $out, '>:raw', $path or die "$path: $!";
    print $out $text;
}
