#include "app/commands/Command.h"

#include "app/commands/Ask.h"
#include "app/commands/BenchLoad.h"
#include "app/commands/DraftReport.h"
#include "app/commands/Evaluate.h"
#include "app/commands/Export.h"
#include "app/commands/Import.h"
#include "app/commands/Info.h"
#include "app/commands/LibraryCommand.h"
#include "app/commands/Model.h"
#include "app/commands/Sample.h"
#include "app/commands/Train.h"

namespace dokuei::app {

const std::vector<Command>& commands() {
    static const std::vector<Command> all = {
        {"info", "info PATH [--objects] [--json]",
         "what a folder or file holds: studies, series, volumes, geometry, warnings", info},
        {"ask",
         "ask PATH -q TEXT [--json] [--series UID] [--lang ja|en] [--model DIR] [--device cpu|cuda] [--seed "
         "N] [--temperature T|default] [--boxes] [--max-tokens N] [--slices N] [--weights "
         "auto|stored|bf16|int8|int4]",
         "asks about a volume: streams the answer, then lists its boxes", ask},
        {"report", "report PATH --out DIR [--lang ja|en] [--series UID] [--model DIR] [--device cpu|cuda]",
         "drafts a report: report.json, report.txt, report.pdf, report.dcm", draftReport},
        {"export",
         "export PATH --out DIR|FILE.zip [--deidentify] [--dates remove|shift|keep] [--pseudonym TEXT] "
         "[--keep uids,characteristics,device,institution] [--include-burned-in] [--mapping FILE.csv] "
         "[--project-key-file FILE] [--series UID,UID] [--overwrite] [--json]",
         "writes studies with a DICOMDIR to a folder or ZIP file, de-identified when asked", exportImages},
        {"import", "import PATH [--copy|--reference] [--library DIR] [--json]",
         "adds the DICOM files of a folder or file to the library; goes on where it was stopped",
         importFiles},
        {"library",
         "library list [WORD...] [--from DATE] [--to DATE] [--modality CT,MR] [--body PART] [--limit N] | "
         "verify "
         "| reindex | move DIR | delete UID [--patient ID]; each with [--library DIR] [--json]",
         "lists, checks, rebuilds and moves the library; deletes a study of it", library},
        {"sample", "sample DIR [--seed N] [--json]",
         "writes the sample study: a CT of an invented patient, made by the program", sample},
        {"train",
         "train general|medical|specialised|export --out DIR [--seed N] [--steps N] [--scenes N] [--hours H] "
         "[--threads "
         "N] [--device cpu|cuda] [--model DIR]",
         "trains the starter model, stage by stage; continues what was interrupted", train},
        {"evaluate",
         "evaluate IMAGE LABELS --map FILE [--json] [--lang ja|en] [--model DIR] [--device cpu|cuda]",
         "asks where each organ of a reference is and compares the boxes", evaluate},
        {"model",
         "model list [--json] | chat DIR --image FILE|--volume PATH -q TEXT [-q TEXT...] [--boxes] "
         "[--report] "
         "[--json] [--lang ja|en] [--max-tokens N] [--slices N] [--weights auto|stored|bf16|int8|int4] "
         "[--temperature T|default] | verify DIR [--json] | tokenize DIR [--jsonl] [--add-special-tokens] | "
         "logits DIR --input IN.safetensors --output OUT.safetensors [--generate N] | random FAMILY SIZE DIR "
         "(random --list)",
         "the models that are there; asks one about a picture or a volume; checks one without running it; "
         "token ids of standard input as a JSON array, or of each line {\"text\": ..., "
         "\"add_special_tokens\": true|false}, where control tokens spelled in the text count as such (in "
         "the "
         "chat they never do); runs one on given tensors; writes a checkpoint of a published size with "
         "random "
         "weights, for measuring",
         model},
        {"bench",
         "bench load PATH [--json] | library [--instances N] [--json] | decode DIR [--weights "
         "stored|bf16|int8|int4] [--compute f32|bf16] [--device cpu|cuda] [--prompt N] [--tokens N] "
         "[--rounds "
         "N] [--json]",
         "measures loading beside bare decoding and ITK's reader (ratioToItk: how many times as fast as "
         "ITK; ratioToDecode: how many times as long as bare decoding); filtering a generated library beside "
         "LIKE; how fast a model answers (tokensPerSecond, firstTokenSeconds after a prompt of N tokens, "
         "secondQuestionSeconds behind the same beginning, bytesPerToken of weights and cache, "
         "memoryBytesPerSecond measured here, fractionOfBandwidth reached)",
         bench},
    };
    return all;
}

}  // namespace dokuei::app
