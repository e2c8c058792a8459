// The history of snapshots. A step is kept only when it changes something a person can see: the design, or the text of
// an API (a comment edited in the source view changes the text alone).
#include "core/edit/document.h"

#include "core/format/openapi_source.h"

#include <algorithm>

namespace gw {

namespace {

constexpr const char* firstStepName = "Open";

bool sameText(const Api& a, const Api& b)
{
    if (a.source == b.source)
        return true;
    return a.source && b.source && a.source->text == b.source->text;
}

bool sameApi(const Cow<Api>& a, const Cow<Api>& b)
{
    return a.isSameAs(b) || (*a == *b && sameText(*a, *b));
}

bool isUnchanged(const Project& a, const Project& b)
{
    if (!std::equal(a.apis.begin(), a.apis.end(), b.apis.begin(), b.apis.end(), sameApi))
        return false;
    Project rest = b; // everything else, whatever a project may hold one day
    rest.apis = a.apis;
    return rest == a;
}

} // namespace

Document::Document(Project project)
{
    reset(std::move(project));
}

void Document::reset(Project project)
{
    m_history.clear();
    m_history.push_back({firstStepName, {}, std::make_shared<const Project>(std::move(project))});
    m_current = 0;
    m_saved = snapshot();
}

Result<Changes> Document::apply(std::string name, const Edit& edit, std::string mergeKey)
{
    Result<Project> edited = edit(project());
    if (!edited)
        return fail(std::move(edited.error()));
    if (isUnchanged(*edited, project()))
        return Changes{};

    Changes changes = diff(project(), *edited);
    // A step that was saved stays a step of its own, so that undoing leads back to what is on the disk; after an undo a
    // new step begins as well.
    const bool merges = !mergeKey.empty() && canUndo() && !canRedo() && m_history[m_current].mergeKey == mergeKey &&
                        m_saved != snapshot();
    m_history.resize(merges ? m_current : m_current + 1);
    if (merges && isUnchanged(*edited, *m_history.back().snapshot)) {
        m_current = m_history.size() - 1; // typed back to where it began: no step is left
        return changes;
    }
    m_history.push_back({std::move(name), std::move(mergeKey), std::make_shared<const Project>(std::move(*edited))});
    m_current = m_history.size() - 1;
    return changes;
}

std::string Document::undoName() const
{
    return canUndo() ? m_history[m_current].name : std::string{};
}

std::string Document::redoName() const
{
    return canRedo() ? m_history[m_current + 1].name : std::string{};
}

Changes Document::undo()
{
    return canUndo() ? moveTo(m_current - 1) : Changes{};
}

Changes Document::redo()
{
    return canRedo() ? moveTo(m_current + 1) : Changes{};
}

Changes Document::moveTo(std::size_t step)
{
    const std::shared_ptr<const Project> before = snapshot();
    m_current = step;
    return diff(*before, project());
}

void Document::markSaved()
{
    m_saved = snapshot();
}

void Document::markSaved(std::shared_ptr<const Project> written)
{
    m_saved = std::move(written);
}

bool Document::isModified() const
{
    return m_saved != snapshot() && !isUnchanged(*m_saved, project());
}

std::vector<std::string> Document::stepNames() const
{
    std::vector<std::string> names;
    for (const Step& step : m_history)
        names.push_back(step.name);
    return names;
}

} // namespace gw
