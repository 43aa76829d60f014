/* model/question.h -- what an output asks of the model, and whether it would get the same answer today.
 *
 *     Questions *asked = questions_new(arena);
 *     const Model *model = model_with_questions(arena, all, asked);     hand this one to the job
 *     … model_query(model, …), model_fact(model, …), model_facts(model) …
 *     questions_at(asked, i)                                            "fact\x1fpilots.2025"
 *     model_answer(model_of_another_run, question, sha256);             same answer, same output
 *
 * An output that asked for two figures depends on these two and on no other cell of their file. Every look-up of the room
 * model writes its question down; lists are lent by functions (model_facts …) so that those who go through all of them say so.
 *
 * Answers  leave out where a figure stands (its line moves when a row is added above it). Whoever prints a place of data/, as a
 *          warning or in provenance, depends on that file as well
 * Memory   the log's arena
 * Tests    tests/unit/model/question_test.c; `make soak`
 */
#ifndef SHUDU_MODEL_QUESTION_H
#define SHUDU_MODEL_QUESTION_H

#include "model/model.h"

Questions *questions_new(Arena *arena);
size_t questions_count(const Questions *questions);
const char *questions_at(const Questions *questions, size_t index);
/* The same model, which writes down what it is asked. */
const Model *model_with_questions(Arena *arena, const Model *model, Questions *questions);

/* Rooms above may put questions of their own, which they answer themselves: the kind, then parts, between QUESTION_PART. */
#define QUESTION_PART "\x1f"
void model_ask(const Model *model, const char *question);

/* SHA-256 of the answer; "" for a question that cannot be put any more, which no answer equals. */
void model_answer(const Model *model, const char *question, char sha256[65]);
/* The figures that a question asks for by row id or by query; of lists and tables none. */
FactList question_facts(const Model *model, Arena *arena, const char *question);
/* For people: "figure pilots.2025", "figures of pilots", "all targets". */
const char *question_text(Arena *arena, const char *question);

#endif
