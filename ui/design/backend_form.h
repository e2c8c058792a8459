// BackendForm: a backend's name, its kind and where it is (reference 4.3).
#pragma once

#include "core/api/project.h"
#include "ui/design/field_findings.h"
#include "ui/design/form.h"
#include "ui/design/table_editor.h"

#include <functional>
#include <vector>

namespace gw::ui {

class KindPicker;

using BackendChange = std::function<void(Backend&)>;
// Applies `change` under `name`. Changes of the same `field` that follow each other are one undo step. Gives the
// refusal in words, or nothing.
using ApplyBackendChange =
    std::function<QString(const QString& name, const BackendChange& change, const QString& field)>;

class BackendForm final : public Form
{
    Q_OBJECT

public:
    BackendForm(const Theme& theme, ApplyBackendChange apply, std::function<QString(const QString& name)> rename,
                QWidget* parent = nullptr);
    void showBackend(const Cow<Backend>& backend, const QString& projectFolder);

private:
    enum Kind { Url, Group, Application };

    void buildIdentity(std::function<QString(const QString&)> rename);
    void buildUrl();
    void buildGroup();
    void buildHealthCheck();
    void buildApplication();
    void setKind(const QString& key);
    void chooseFolder();
    QString useFolder(const QString& folder);
    template <typename Target>
    QString change(const QString& name, const std::function<void(Target&)>& set, const char* rule,
                   const QString& field = {});
    template <typename Target>
    TextField* addText(const QString& label, const QString& command, const char* rule, const QString& key,
                       std::function<void(Target&, const std::string&)> set);
    template <typename Target>
    TextField* addNumber(const QString& label, const QString& command, const char* rule, const QString& key,
                         std::function<int&(Target&)> part);
    TextField* addCheckNumber(const QString& label, const QString& key, int HealthCheck::*member);
    TableEditor::Edits instanceEdits();
    void showGroup(const InstanceGroup& group);
    void showApplication(const ProcfileApplication& application);

    ApplyBackendChange m_apply;
    FieldFindings m_findings;
    QString m_projectFolder;
    std::string m_shownName;
    TextField* m_name = nullptr;
    TextField* m_link = nullptr;
    KindPicker* m_kind = nullptr;
    TextField* m_url = nullptr;
    TableEditor* m_instances = nullptr;
    TextField* m_checkPath = nullptr;
    TextField* m_matcher = nullptr;
    std::vector<std::pair<TextField*, int HealthCheck::*>> m_checkNumbers;
    TextField* m_failures = nullptr;
    TextField* m_ejection = nullptr;
    TextField* m_folder = nullptr;
    TextField* m_count = nullptr;
    TextField* m_healthPath = nullptr;
    CheckField* m_autoStart = nullptr;
    TableEditor* m_properties = nullptr;
    std::vector<QWidget*> m_parts[3]; // by kind
};

} // namespace gw::ui
