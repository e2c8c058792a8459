// Document: the project being edited, with unlimited named undo and redo. The history is a list of immutable
// snapshots; an edit is a pure function from one to the next.
#pragma once

#include "core/api/project.h"
#include "core/edit/diff.h"
#include "core/result.h"

#include <functional>
#include <string>
#include <vector>

namespace gw {

using Edit = std::function<Result<Project>(Project)>;

class Document
{
public:
    explicit Document(Project project = {});

    [[nodiscard]] const Project& project() const { return *m_history[m_current].snapshot; }
    [[nodiscard]] std::shared_ptr<const Project> snapshot() const { return m_history[m_current].snapshot; }

    // Applies `edit` under `name` ("Rename Resource"). An edit that changes nothing leaves no step. Gives what changed.
    // Steps with the same non-empty `mergeKey` that follow each other become one (typing in one field).
    Result<Changes> apply(std::string name, const Edit& edit, std::string mergeKey = {});

    [[nodiscard]] bool canUndo() const { return m_current > 0; }
    [[nodiscard]] bool canRedo() const { return m_current + 1 < m_history.size(); }
    [[nodiscard]] std::string undoName() const; // of the step undo() would take back; empty when there is none
    [[nodiscard]] std::string redoName() const;
    Changes undo();
    Changes redo();

    // The save point. Undoing back to it makes the document clean again. A save that runs beside the editing marks the
    // snapshot it wrote.
    void markSaved();
    void markSaved(std::shared_ptr<const Project> written);
    [[nodiscard]] bool isModified() const;

    // Starts over (another project was opened).
    void reset(Project project);

    [[nodiscard]] std::vector<std::string> stepNames() const; // oldest first
    [[nodiscard]] std::size_t currentStep() const { return m_current; }

private:
    struct Step
    {
        std::string name;
        std::string mergeKey;
        std::shared_ptr<const Project> snapshot;
    };
    Changes moveTo(std::size_t step);

    std::vector<Step> m_history;
    std::size_t m_current = 0;
    std::shared_ptr<const Project> m_saved;
};

} // namespace gw
