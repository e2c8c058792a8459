// ApiKeyPage: an API key: its value, whether it is good, and the usage plans it belongs to (reference 1.27). The value
// is a secret of this machine: changing it is no edit of the project and cannot be undone; the former one can be put
// back while the page shows the key.
#pragma once

#include "core/secret.h"
#include "ui/design/element_page.h"

#include <vector>

namespace gw::ui {

class SecretField;
class TableEditor;
class ToneLabel;
class UsesList;

class ApiKeyPage final : public ElementPage
{
    Q_OBJECT

public:
    ApiKeyPage(Workspace& workspace, const Theme& theme, QWidget* parent = nullptr);
    void showKey(ApiKeyId id);

private:
    void buildValue();
    void buildPlans();
    void refresh();
    void showValue();
    [[nodiscard]] const ApiKey* shown() const;
    QString change(const QString& command, const std::function<void(ApiKey&)>& set, const QString& field = {});
    QString setValue(const QString& text);
    void replaceValue(Secret fresh);
    [[nodiscard]] std::vector<std::string> plansOfKey() const;
    QString setPlans(const QString& command, const std::vector<std::string>& names);

    ApiKeyId m_id;
    Secret m_former; // what was there before the value was changed on this page
    SecretField* m_value = nullptr;
    TextField* m_description = nullptr;
    CheckField* m_enabled = nullptr;
    TableEditor* m_plans = nullptr;
    UsesList* m_links = nullptr;
};

} // namespace gw::ui
