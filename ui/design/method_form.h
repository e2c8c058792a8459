// MethodForm: base of the six cards' editors. A form shows a method and hands every change back as a named function
// over it; nothing is kept in the form but what is being typed.
#pragma once

#include "core/api/project.h"
#include "core/result.h"
#include "ui/design/field.h"
#include "ui/design/form.h"

#include <functional>

namespace gw::ui {

class TemplateSamples;

using MethodChange = std::function<void(Method&)>;
// Applies `change` under `name`. Changes of the same `field` that follow each other are one undo step. Gives the
// refusal in words, or nothing.
using ApplyMethodChange = std::function<QString(const QString& name, const MethodChange& change, const QString& field)>;

// What a form shows.
struct MethodContext
{
    const Api& api;
    const Resource& resource;
    const Method& method;
    QString address;                          // where clients reach it now; empty while the gateway is stopped
    std::shared_ptr<const Project> project{}; // the snapshot all of this belongs to
    NodeRef ref{};
    const TemplateSamples* samples = nullptr; // what templates are tried against
};

// An edit beyond the method: of the API it belongs to as well.
using MethodProjectEdit = std::function<Result<Project>(Project project, const NodeRef& method)>;
using ApplyProjectEdit = std::function<QString(const QString& name, const MethodProjectEdit& edit)>;

class MethodForm : public Form
{
    Q_OBJECT

public:
    MethodForm(const Theme& theme, ApplyMethodChange apply, QWidget* parent = nullptr)
        : Form(theme, parent), m_apply(std::move(apply))
    {
    }

    virtual void showMethod(const MethodContext& context) = 0;
    void setProjectEdits(ApplyProjectEdit apply) { m_applyToProject = std::move(apply); }

signals:
    void elementRequested(const gw::NodeRef& element); // what the method names and its own page shows
    void authorizerRequested(const QString& name);     // of the method's API; empty: the list of all
    void corsRequested();                              // of the method's API

protected:
    QString change(const QString& name, const MethodChange& change, const QString& field = {})
    {
        return m_apply(name, change, field);
    }
    QString changeProject(const QString& name, const MethodProjectEdit& edit)
    {
        return m_applyToProject ? m_applyToProject(name, edit) : QString();
    }
    // For a field's setCommit(): the value goes into the method through `set`.
    Commit committing(const QString& name, const QString& field,
                      std::function<void(Method&, const std::string& value)> set)
    {
        return [this, name, field, set = std::move(set)](const QString& value) {
            return change(
                name, [&](Method& method) { set(method, value.toStdString()); }, field);
        };
    }
    // The same for a value of the integration; a method without one gets none by this.
    Commit committingIntegration(const QString& name, const QString& field,
                                 std::function<void(Integration&, const std::string& value)> set)
    {
        return committing(name, field, [set = std::move(set)](Method& method, const std::string& value) {
            if (method.integration)
                set(*method.integration, value);
        });
    }

private:
    ApplyMethodChange m_apply;
    ApplyProjectEdit m_applyToProject;
};

} // namespace gw::ui
