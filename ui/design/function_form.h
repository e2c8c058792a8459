// FunctionForm: the configuration of a function (reference 4.1): where its code is, what runs it and what it gets.
#pragma once

#include "core/api/project.h"
#include "ui/design/field_findings.h"
#include "ui/design/form.h"
#include "ui/design/table_editor.h"

#include <functional>

namespace gw::ui {

using FunctionChange = std::function<void(Function&)>;
// Applies `change` under `name`. Changes of the same `field` that follow each other are one undo step. Gives the
// refusal in words, or nothing.
using ApplyFunctionChange =
    std::function<QString(const QString& name, const FunctionChange& change, const QString& field)>;

class FunctionForm final : public Form
{
    Q_OBJECT

public:
    FunctionForm(const Theme& theme, ApplyFunctionChange apply, std::function<QString(const QString& name)> rename,
                 QWidget* parent = nullptr);
    void showFunction(const Cow<Function>& function);

signals:
    void folderRequested(); // to be opened in the desktop's file manager

private:
    void buildIdentity(std::function<QString(const QString&)> rename);
    void buildCode();
    void buildLimits();
    void buildEnvironment();
    void buildEndpoint();
    TextField* addText(const QString& label, const QString& command, const char* rule,
                       std::function<void(Function&, const std::string&)> set);
    TextField* addNumber(const QString& label, const QString& command, const char* rule, int Function::*member);

    ApplyFunctionChange m_apply;
    FieldFindings m_findings;
    TextField* m_name = nullptr;
    TextField* m_description = nullptr;
    ChoiceField* m_runtime = nullptr;
    TextField* m_handler = nullptr;
    TextField* m_folder = nullptr;
    TextField* m_memory = nullptr;
    TextField* m_timeout = nullptr;
    TextField* m_concurrency = nullptr;
    TextField* m_queueTimeout = nullptr;
    TableEditor* m_environment = nullptr;
    TextField* m_endpoint = nullptr;
    std::vector<QWidget*> m_localParts; // say nothing of a function that runs elsewhere
};

} // namespace gw::ui
