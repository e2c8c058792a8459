// SubtypeFields: the parameters of an AWS service's action as a form, required ones first (reference 2.3).
#pragma once

#include "ui/design/method_form.h"

#include <string>
#include <vector>

class QVBoxLayout;

namespace gw::ui {

class SubtypeFields final : public QWidget
{
    Q_OBJECT

public:
    SubtypeFields(const Theme& theme, ApplyMethodChange apply, QWidget* parent = nullptr);
    void showIntegration(const Integration& integration, const std::shared_ptr<const Project>& project);

private:
    struct Parameter
    {
        std::string name;
        TextField* field;
        bool isRequired;
    };

    void build(const std::string& subtype);
    void addParameter(const std::string& name, bool isRequired, const QString& help);

    const Theme& m_theme;
    ApplyMethodChange m_apply;
    QVBoxLayout* m_column;
    QWidget* m_fields = nullptr;
    std::string m_subtype; // whose fields stand here
    std::vector<Parameter> m_parameters;
};

} // namespace gw::ui
