#!/usr/bin/perl
# The numeric tokens of every output against out/provenance.json: how many are printed, and the share that resolves to a figure or to a
# declared kind. Usage: tools/audit.pl PROJECT. Runs of digits are taken from the files themselves: the text layer of PDFs page by page
# (pdftotext), the text of SVGs; a PNG shows what its SVG or its slice says. Exit 1 when anything is left.
use strict;
use warnings;
use JSON::PP;

my $root = shift // '.';
binmode STDOUT, ':encoding(UTF-8)';
open my $file, '<', "$root/out/provenance.json" or die "no $root/out/provenance.json: build first\n";
my $all = JSON::PP->new->utf8->decode(do { local $/; <$file> });
close $file;

# Runs of digits, each with how often it stands there.
sub runs {
    my %count;
    $count{$_}++ for $_[0] =~ /[0-9]+/g;
    return \%count;
}

sub pdf_pages {
    my ($path) = @_;
    open my $pipe, '-|', 'pdftotext', '-raw', '-enc', 'UTF-8', $path, '-' or die "pdftotext: $!\n";
    binmode $pipe, ':encoding(UTF-8)';
    my @pages = split /\f/, do { local $/; <$pipe> };
    close $pipe;
    return @pages;
}

sub svg_text {
    my ($path) = @_;
    open my $svg, '<:encoding(UTF-8)', $path or die "$path: $!\n";
    my $text = do { local $/; <$svg> };
    close $svg;
    my $out = '';
    # Spans of one <text> are one string; texts are apart.
    while ($text =~ m{<text\b[^>]*>(.*?)</text>}gs) {
        my $inner = $1;
        $inner =~ s/<[^>]*>//g;
        $inner =~ s/&#?\w+;/ /g;
        $out .= "$inner\n";
    }
    return $out;
}

# Digits of the file that no printed number of its slice accounts for.
sub left_over {
    my ($in_file, $printed) = @_;
    my ($total, @left) = (0);
    my $known = runs(join "\n", @$printed);
    my $found = runs($in_file);
    for my $run (sort keys %$found) {
        $total += $found->{$run};
        my $over = $found->{$run} - ($known->{$run} // 0);
        push @left, ($run) x $over if $over > 0;
        $known->{$run} = $over < 0 ? -$over : 0;
    }
    # Digits set wide apart are taken for words of their own: they may come from runs that were not met whole.
    my %spare;
    $spare{$_} += 0 for 0 .. 9;
    for my $run (keys %$known) {
        $spare{$_} += $known->{$run} for split //, $run;
    }
    return ($total, grep { length > 1 || $spare{$_}-- <= 0 } @left);
}

my (%sum, @faults);
for my $slice (@{$all->{outputs}}) {
    my %by_page;
    push @{$by_page{$_->{page}}}, $_->{text} for grep { !$_->{alt} } @{$slice->{printed}};
    my $figures = grep { exists $_->{figure} } @{$slice->{printed}};
    for my $path (@{$slice->{output}}) {
        my ($ending) = $path =~ /\.(\w+)$/;
        my ($tokens, @left) = (0);
        if ($ending eq 'pdf') {
            my $page = 0;
            for my $text (pdf_pages("$root/out/$path")) {
                $page++;
                my ($count, @over) = left_over($text, $by_page{$page} // []);
                $tokens += $count;
                push @left, map { "$path p. $page: $_" } @over;
            }
        } elsif ($ending eq 'svg') {
            my ($count, @over) = left_over(svg_text("$root/out/$path"), [map { $_->{text} } grep { !$_->{alt} } @{$slice->{printed}}]);
            $tokens = $count;
            push @left, map { "$path: $_" } @over;
        } else {
            $tokens = @{$slice->{printed}};
        }
        push @left, ("$path: unresolved in its slice") x $slice->{unresolved};
        push @left, ("$path: differs from its figure") x $slice->{mismatched};
        my $group = $slice->{kind} eq 'report' ? $path : "$slice->{kind}s ($ending)";
        $sum{$group}{files}++;
        $sum{$group}{tokens} += $tokens;
        $sum{$group}{figures} += $figures;
        $sum{$group}{printed} += @{$slice->{printed}};
        $sum{$group}{left} += @left;
        push @faults, @left;
    }
}
printf "%-24s %6s %9s %9s %9s %10s\n", 'output', 'files', 'tokens', 'numbers', 'figures', 'resolved';
for my $group (sort keys %sum) {
    my $one = $sum{$group};
    my $share = $one->{tokens} ? 100 * ($one->{tokens} - $one->{left}) / $one->{tokens} : 100;
    printf "%-24s %6d %9d %9d %9d %9.2f%%\n", $group, $one->{files}, $one->{tokens}, $one->{printed}, $one->{figures}, $share;
}
print "  $_\n" for @faults > 40 ? (@faults[0 .. 39], sprintf '… and %d more', @faults - 40) : @faults;
exit(@faults ? 1 : 0);
