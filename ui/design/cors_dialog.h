// CorsDialog: "Enable CORS" of one resource: who may call it from a browser, and what that will write, before it is
// written.
#pragma once

#include "core/edit/cors.h"
#include "ui/theme/theme.h"

#include <QDialog>

#include <memory>
#include <utility>
#include <vector>

class QCheckBox;
class QLineEdit;
class QPushButton;

namespace gw::ui {

class CodeEditor;
class ToneLabel;

class CorsDialog final : public QDialog
{
    Q_OBJECT

public:
    // `project` is what the preview is made from: the dialog is modal.
    CorsDialog(const Theme& theme, std::shared_ptr<const Project> project, ApiId api, std::string path,
               QWidget* parent = nullptr);
    [[nodiscard]] CorsOptions options() const;

private:
    QWidget* buildFields(const Theme& theme, const CorsOptions& options);
    QWidget* buildMethods(const CorsOptions& options);
    void refresh();

    std::shared_ptr<const Project> m_project;
    ApiId m_api;
    std::string m_path;
    QLineEdit* m_origin;
    QLineEdit* m_headers;
    QLineEdit* m_expose;
    QLineEdit* m_maxAge;
    std::vector<std::pair<HttpVerb, QCheckBox*>> m_methods;
    QCheckBox* m_credentials;
    QCheckBox* m_defaults;
    ToneLabel* m_problem;
    CodeEditor* m_preview;
    QPushButton* m_enable;
};

} // namespace gw::ui
