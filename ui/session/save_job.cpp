// The watch may not have spoken yet: what is about to be overwritten is compared with what is known of it.
#include "ui/session/save_job.h"

#include "ui/session/disk_merge.h"

namespace gw::ui {

namespace {

// False when the files may not be written.
bool lookAtDisk(const std::map<std::string, std::string>& rendered, const ProjectFiles& known, SaveOutcome& outcome)
{
    outcome.disk = readTexts(known.root, unsavedFiles(rendered, known));
    for (const auto& [name, text] : outcome.disk) {
        const auto seen = known.texts.find(name);
        if (seen == known.texts.end() || seen->second != text)
            outcome.foreign.push_back(name);
    }
    return outcome.foreign.empty();
}

} // namespace

SaveOutcome writeNow(std::shared_ptr<const Project> snapshot, const ProjectFiles& known)
{
    SaveOutcome outcome;
    outcome.snapshot = std::move(snapshot);
    const auto rendered = renderProject(*outcome.snapshot, known);
    if (!rendered) {
        outcome.error = rendered.error();
        return outcome;
    }
    if (!lookAtDisk(*rendered, known, outcome))
        return outcome;
    ProjectFiles files = known;
    if (const auto saved = saveProject(*outcome.snapshot, *rendered, files); !saved)
        outcome.error = saved.error();
    for (const auto& [name, text] : files.texts) {
        const auto before = known.texts.find(name);
        if (before == known.texts.end() || before->second != text)
            outcome.written.emplace(name, text);
    }
    for (const auto& [name, text] : known.texts)
        if (!files.texts.contains(name))
            outcome.removed.push_back(name);
    outcome.projectFileText = files.projectFileText;
    return outcome;
}

} // namespace gw::ui
