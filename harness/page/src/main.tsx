import { render } from 'preact';
import { App } from './app';
import { load } from './data';
import './style.css';
import './lanes.css';

const page = document.getElementById('page');
if (page !== null) render(<App data={load()} />, page);
