// ElementPage: base of the pages of elements with a name of their own (authorizers, API keys, usage plans, …): the
// title, a line of facts, the name, and how a change becomes an edit of the project.
#pragma once

#include "core/api/elements.h"
#include "core/api/project.h"
#include "core/result.h"
#include "ui/design/field.h"
#include "ui/design/form.h"

#include <functional>

namespace gw::ui {

class ToneLabel;
class Workspace;

class ElementPage : public Form
{
    Q_OBJECT

public:
    ElementPage(Workspace& workspace, const Theme& theme, QWidget* parent = nullptr);

signals:
    void elementRequested(const gw::NodeRef& element);

protected:
    using Rename = std::function<QString(const std::string& name)>;
    void addHead(const QString& objectName, Rename rename);
    void showHead(const std::string& name, const QString& facts); // without addHead(): a title alone
    // Before another element is shown: what is typed is applied to the one shown, and forgotten.
    void leaveElement();
    // The undo key of this page's element; edits of one `field` that follow each other are one step.
    void setKey(const QString& key) { m_key = key; }
    QString apply(const QString& name, const std::function<Result<Project>(Project)>& edit, const QString& field = {});

    // A change of an element of one of the project's lists.
    template <typename T>
    QString changeIn(const std::vector<Cow<T>>& list, decltype(T::id) id, Result<Project> (*set)(Project, T),
                     const QString& name, const std::function<void(T&)>& change, const QString& field = {})
    {
        const T* now = findById(list, id);
        if (!now)
            return tr("It is no longer in the project.");
        T changed = *now;
        change(changed);
        return apply(
            name, [&](Project p) { return set(std::move(p), changed); }, field);
    }

    Workspace& m_workspace;
    TextField* m_name = nullptr;

private:
    QString m_key;
    ToneLabel* m_heading;
    ToneLabel* m_facts;
};

} // namespace gw::ui
