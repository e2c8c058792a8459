// GatewayResponsesForm: the table of the gateway's own answers, and the editor of the one selected with a preview of
// what a client gets (reference 1.24).
#pragma once

#include "ui/design/api_form.h"

#include <functional>

class QPushButton;
class QTableView;

namespace gw::ui {

class CodeEditor;
class ContentEditor;
class GatewayResponsesModel;
class TableEditor;
class TextField;
class ToneLabel;

class GatewayResponsesForm final : public ApiForm
{
    Q_OBJECT

public:
    GatewayResponsesForm(const Theme& theme, ApplyApiEdit apply, QWidget* parent = nullptr);
    void showApi(const Api& api) override;
    void showType(const QString& type);
    [[nodiscard]] QTableView* table() const { return m_table; }

private:
    using Change = std::function<void(GatewayResponseDefinition&)>;
    void buildTable();
    void buildHead();
    void buildHeaders();
    void buildTemplates();
    void buildPreview();
    void showCurrent();
    QString change(const QString& name, const Change& change, const QString& field = {});
    QString setStatus(const QString& text);
    [[nodiscard]] QString currentType() const;
    [[nodiscard]] GatewayResponseDefinition current() const; // as the design has it, or an empty one of the type

    OpenApiDefinition m_shown;
    GatewayResponsesModel* m_model;
    QTableView* m_table;
    ToneLabel* m_type;
    ToneLabel* m_when;
    QPushButton* m_reset;
    TextField* m_status;
    TableEditor* m_headers;
    ContentEditor* m_templates;
    CodeEditor* m_preview;
};

} // namespace gw::ui
