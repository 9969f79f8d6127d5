//! The command `kith-relay`.

use clap::{Args, Parser, Subcommand};
use kith_relay::{Config, ConfigError, Limits, Relay, RelayError};
use std::{io::Write, net::SocketAddr, path::PathBuf, process::ExitCode};

/// A relay for Kith: it stores and forwards sealed envelopes, and can read none of them.
#[derive(Parser)]
#[command(name = "kith-relay", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run a relay until it is told to stop.
    Serve(Box<Serve>),
    /// Print every limit with its meaning and its default, to begin a configuration file with.
    Limits,
}

/// Run a relay until it is told to stop (SIGINT or SIGTERM).
///
/// The first line on standard output is a JSON object with its addresses; the same is in DIR/address.json. Give devices the
/// text at "addr". Everything that the relay keeps is in DIR: back that up as a whole, while the relay does not run.
#[derive(Args)]
struct Serve {
    /// The directory that holds the relay's key and envelopes; made if it is not there.
    #[arg(long, value_name = "DIR")]
    dir: PathBuf,
    /// A TOML file with addresses and limits; an option given here goes before it.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Where devices reach the relay, UDP [default: 0.0.0.0:4460; port 0 takes a free one and keeps to it].
    #[arg(long, value_name = "IP:PORT")]
    listen: Option<SocketAddr>,
    /// Where /healthz, /readyz, /v1/limits and /metrics are served, TCP [default: 127.0.0.1:4462].
    #[arg(long, value_name = "IP:PORT")]
    http: Option<SocketAddr>,
    /// Where emergency cards are opened by link, TCP, behind a proxy with a certificate [default: none].
    #[arg(long, value_name = "IP:PORT")]
    cards: Option<SocketAddr>,
    /// Where to run an iroh-relay for devices that cannot reach each other, TCP [default: none].
    #[arg(long, value_name = "IP:PORT")]
    iroh_relay: Option<SocketAddr>,
    /// What devices are told instead of the address that is listened on; may be given up to eight times.
    #[arg(long, value_name = "IP:PORT")]
    public: Vec<SocketAddr>,
    /// What devices are told instead of the iroh-relay's address, where a proxy stands before it.
    #[arg(long, value_name = "URL")]
    iroh_relay_url: Option<String>,
    /// Listen on loopback alone, on free ports, with an iroh-relay: for trying things out.
    #[arg(long)]
    loopback: bool,
}

#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Relay(#[from] RelayError),
    #[error("the addresses cannot be printed: {0}")]
    Print(#[from] std::io::Error),
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = match Cli::parse().command {
        Command::Serve(options) => *options,
        Command::Limits => return printed(&Limits::commented()),
    };
    // Only our own words are logged: those of the libraries may name addresses.
    tracing_subscriber::fmt().with_env_filter("kith_relay=info").with_writer(std::io::stderr).init();
    match serve(options).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("kith-relay: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn print(text: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout();
    out.write_all(text.as_bytes())?;
    out.flush()
}

fn printed(text: &str) -> ExitCode {
    if print(text).is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

async fn serve(options: Serve) -> Result<(), Failure> {
    let relay = Relay::start(configuration(options)?).await?;
    let mut line = serde_json::to_string(relay.whereabouts()).map_err(std::io::Error::from)?;
    line.push('\n');
    print(&line)?;
    told_to_stop().await?;
    tracing::info!("closing");
    relay.shutdown().await;
    Ok(())
}

fn configuration(options: Serve) -> Result<Config, ConfigError> {
    let config = if options.loopback { Config::on_loopback(options.dir) } else { Config::for_everybody(options.dir) };
    let config = match &options.config {
        Some(path) => config.with_file(path)?,
        None => config,
    };
    Ok(Config {
        listen: options.listen.unwrap_or(config.listen),
        http: options.http.unwrap_or(config.http),
        cards: options.cards.or(config.cards),
        iroh_relay: options.iroh_relay.or(config.iroh_relay),
        public: if options.public.is_empty() { config.public } else { options.public },
        iroh_relay_url: options.iroh_relay_url.or(config.iroh_relay_url),
        ..config
    })
}

#[cfg(unix)]
async fn told_to_stop() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        done = tokio::signal::ctrl_c() => done,
        _ = terminate.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn told_to_stop() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
