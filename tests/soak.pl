#!/usr/bin/perl
# Random edits of data, layouts, outputs and cache: after each, the incremental build has to equal a clean build, byte for byte,
# with the same messages and exit status, and a build after it has to do nothing and say the same.
# Usage: tests/soak.pl [--main] SHUDU PROJECT FONTS EDITS [SEED]      PROJECT is copied; --main makes it plain (plain.pl).
# V=1 prints each edit; exit 1 at the first difference.
use strict;
use warnings;
use File::Basename;
use File::Copy;
use File::Find;
use File::Path qw(remove_tree make_path);
use File::Temp qw(tempdir);

my $main = @ARGV && $ARGV[0] eq '--main' && shift @ARGV;
my ($shudu, $source, $fonts, $edits, $seed) = @ARGV;
die "usage: soak.pl [--main] SHUDU PROJECT FONTS EDITS [SEED]\n" unless $edits;
my $state = $seed // 1;
my $tmp = tempdir(CLEANUP => 1);
my $project = "$tmp/project";
$ENV{LANG} = 'C';
delete @ENV{qw(LC_ALL LC_MESSAGES SOURCE_DATE_EPOCH)};

# A generator of its own: the same edits on every machine.
sub random { my $below = shift; $state = ($state * 1103515245 + 12345) & 0x7FFFFFFF; return int($state / 65536) % $below; }
sub pick { return $_[random(scalar @_)]; }
sub slurp { open my $in, '<:raw', $_[0] or die "$_[0]: $!"; local $/; my $text = <$in>; return $text // ''; }
sub spill { open my $out, '>:raw', $_[0] or die "$_[0]: $!"; print $out $_[1]; close $out or die; }
sub files { my ($folder, $like) = @_; my @found; find({no_chdir => 1, wanted => sub { push @found, $_ if -f && !-l && /$like/ }}, $folder) if -d $folder; return sort @found; }

sub copy_project {
    my ($to) = @_;
    remove_tree($to);
    make_path($to);
    system('cp', '-r', "$project/shudu.yaml", "$project/data", "$project/layouts", $to) == 0 or die;
    symlink $fonts, "$to/fonts";
}

# Messages and status of a build; the folder's own name is taken out, and the last line, which counts.
sub build {
    my ($folder, @options) = @_;
    my $said = `'$shudu' build @options '$folder' 2>&1`;
    my $status = $? >> 8;
    die "killed: $said" if $? & 127;
    my ($made) = $said =~ /: (\d+) made/;
    $said =~ s/\Q$folder\E/PROJECT/g;
    $said =~ s/^\d+ outputs in .*\n//mg;
    return ($status, $said, $made);
}

# ---- the edits: each returns what it did, or nothing where it does not apply

my %undo;    # path → content before the last edit; undef: it was not there
my @history; # [path, content] of earlier states

sub change {
    my ($path, $text) = @_;
    $undo{$path} = -e $path ? slurp($path) : undef;
    push @history, [$path, $undo{$path}] if defined $undo{$path};
    shift @history if @history > 40;
    spill($path, $text);
}

sub remove { my ($path) = @_; $undo{$path} = slurp($path); unlink $path; }

sub edit_digit {
    my $path = pick(files("$project/data", qr/\.csv$/));
    my $text = slurp($path);
    my @places;
    push @places, $-[1] while $text =~ /,(\d)\d*,/g;
    return unless @places;
    my $at = pick(@places);
    substr($text, $at, 1) = 1 + random(9);
    change($path, $text);
    return "digit at $at of $path";
}

sub edit_word {
    my $path = pick(files("$project/data", qr/\.csv$/));
    my $text = slurp($path);
    my @places;
    push @places, $-[1] while $text =~ /[a-z] ([a-z])[a-z]+/g;
    return unless @places;
    my $at = pick(@places);
    substr($text, $at, 1) = pick('a' .. 'z');
    change($path, $text);
    return "letter at $at of $path";
}

sub edit_rows {
    my $path = pick(files("$project/data", qr/\.csv$/));
    my ($head, @rows) = split /(?<=\n)/, slurp($path);
    return unless @rows > 2;
    my $what = pick('swap', 'swap', 'delete');
    my ($i, $j) = (random(scalar @rows), random(scalar @rows));
    if ($what eq 'swap') { @rows[$i, $j] = @rows[$j, $i]; } else { splice @rows, $i, 1; }
    change($path, join '', $head, @rows);
    return "$what row $i of $path";
}

sub edit_text {
    my $path = pick(files("$project/layouts", qr/\.md$/));
    my $text = slurp($path);
    my $what = pick('sentence', 'space', 'figure');
    if ($what eq 'sentence') { $text .= "\nMore is said here than before.\n"; }
    elsif ($what eq 'space') { $text =~ s/\n\n/\n\n\n/; }
    else { my @ids = map { /^([a-z_0-9.A-Z-]+),/ ? $1 : () } split /\n/, slurp(pick(files("$project/data", qr/\.csv$/))); return unless @ids; $text .= "\n{{" . pick(@ids) . "}}\n"; }
    change($path, $text);
    return "$what in $path";
}

sub edit_spec {
    my $path = pick(files("$project/layouts", qr/\.yaml$/));
    my $text = slurp($path);
    my $what = pick('comment', 'letter', 'digit');
    if ($what eq 'comment') { $text .= "# a remark\n"; }
    else {
        my $like = $what eq 'letter' ? qr/[a-z] ([a-z])[a-z]+/ : qr/[: ]([1-9])\d*\b/;
        my @places;
        push @places, $-[1] while $text =~ /$like/g;
        return unless @places;
        substr($text, pick(@places), 1) = $what eq 'letter' ? pick('a' .. 'z') : 1 + random(9);
    }
    change($path, $text);
    return "$what in $path";
}

sub edit_charts {
    my $folder = "$project/layouts/charts";
    my @charts = files($folder, qr/\.yaml$/);
    if (@charts > 2 && random(2)) { my $path = pick(@charts); remove($path); return "remove $path"; }
    my $path = "$folder/new" . random(3) . '.yaml';
    change($path, slurp(pick(@charts)));
    return "add $path";
}

sub edit_back {
    return unless @history;
    my ($path, $text) = @{pick(@history)};
    return unless -e $path;
    change($path, $text);
    return "an earlier $path";
}

sub edit_touch {
    my $path = pick(files($project, qr/\.(csv|yaml|md)$/));
    my $text = slurp($path);
    if (random(2)) { unlink $path; } # another inode, the same bytes
    spill($path, $text);
    return "touch $path";
}

sub edit_output {
    my @outputs = files("$project/out", qr/\.(pdf|png|svg|json)$/);
    return unless @outputs;
    my $path = pick(@outputs);
    my $what = pick('remove', 'truncate', 'flip');
    if ($what eq 'remove') { unlink $path; }
    elsif ($what eq 'truncate') { truncate $path, (-s $path) / 2; }
    else { my $text = slurp($path); substr($text, random(length $text), 1) = chr random(256); spill($path, $text); }
    return "$what $path";
}

sub edit_cache {
    my $path = "$project/.shudu/cache";
    return unless -e $path;
    my $what = pick('remove', 'truncate', 'flip', 'keep', 'stale');
    if ($what eq 'remove') { unlink $path; }
    elsif ($what eq 'truncate') { truncate $path, random(-s $path); }
    elsif ($what eq 'flip') { my $text = slurp($path); substr($text, random(length $text), 1) = chr random(256); spill($path, $text); }
    elsif ($what eq 'keep') { copy($path, "$tmp/cache"); }
    elsif (-e "$tmp/cache") { copy("$tmp/cache", $path); }
    return "$what the cache";
}

# A chapter that is kept.
sub edit_part {
    my @parts = files("$project/.shudu/parts", qr/./) or return;
    my $path = pick(@parts);
    my $what = pick('remove', 'truncate', 'flip', 'swap');
    if ($what eq 'remove') { unlink $path; }
    elsif ($what eq 'truncate') { truncate $path, random(-s $path); }
    elsif ($what eq 'flip') { my $text = slurp($path); return unless length $text; substr($text, random(length $text), 1) = chr random(256); spill($path, $text); }
    else { my $other = pick(@parts); copy($other, $path) if $other ne $path; }
    return "$what a part";
}

my @edits = (\&edit_digit) x 5;
push @edits, \&edit_word, \&edit_word, \&edit_rows, \&edit_rows, \&edit_text, \&edit_text, \&edit_spec, \&edit_spec, \&edit_charts,
    \&edit_back, \&edit_back, \&edit_touch, \&edit_output, \&edit_cache, \&edit_part;
my @partial = ('--only charts/*.svg', '--only *.pdf', '--lang en', '--format png', '--jobs 1', '--only infographics/*');

# ---- the soak

sub fail { my ($what, @more) = @_; print "DIFFERS: $what\n", @more; system('cp', '-r', $tmp, "$ENV{SOAK_KEEP}") if $ENV{SOAK_KEEP}; exit 1; }

copy_project_from($source);
$main && (system($^X, dirname($0) . '/plain.pl', $project) == 0 or die);
sub copy_project_from { my ($from) = @_; make_path($project); system('cp', '-r', "$from/shudu.yaml", "$from/data", "$from/layouts", $project) == 0 or die; symlink $fonts, "$project/fonts"; }
my ($first) = build($project);
die "the project does not build\n" if $first;
my ($kept, $all, $refused) = (0, 0, 0);
for my $n (1 .. $edits) {
    my $what;
    %undo = ();
    $what = pick(@edits)->() until $what;
    $what =~ s/\Q$project\E\///;
    if (random(6) == 0) { build($project, my $options = pick(@partial)); $what .= ", then $options"; }
    my ($status, $said, $made) = build($project, random(2) ? '' : '--jobs 2');
    copy_project("$tmp/clean");
    my ($clean_status, $clean_said, $clean_made) = build("$tmp/clean", '--jobs 1');
    print "$n $what: ", defined $made ? "$made made" : "exit $status", "\n" if $ENV{V};
    fail("edit $n ($what): exit $status, clean $clean_status", $said, "---\n", $clean_said) if $status != $clean_status;
    fail("edit $n ($what): messages", $said, "--- clean:\n", $clean_said) if $said ne $clean_said;
    if ($status) {
        # Refused: the edit is taken back, as an editor would.
        $refused++;
        for my $path (keys %undo) { if (defined $undo{$path}) { spill($path, $undo{$path}); } else { unlink $path; } }
        next;
    }
    my $differs = `diff -rq -x .lock '$project/out' '$tmp/clean/out' 2>&1`;
    fail("edit $n ($what)", $differs) if $differs;
    $all += $clean_made; $kept += $clean_made - $made;
    my ($again_status, $again_said, $again_made) = build($project);
    fail("edit $n ($what): a build with nothing to do made $again_made", '') if $again_made;
    fail("edit $n ($what): a build with nothing to do says something else", $again_said, "--- before:\n", $said) if $again_said ne $said || $again_status;
}
printf "soak: %d edits (%d refused alike), %d of %d outputs kept, every build equal to a clean one\n", $edits, $refused, $kept, $all;
